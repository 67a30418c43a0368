using System.ComponentModel.DataAnnotations;
using Attestry.Ingestion.Pushes;
using Attestry.Ingestion.Reconciliation;
using Attestry.Ingestion.Resolution;
using Attestry.Ingestion.Webhooks;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion;

/// <summary>Section <c>Ingestion</c>.</summary>
public sealed record IngestionOptions : IValidatableObject
{
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <summary>Bytes of a webhook request; larger ones are answered 413.</summary>
    [Range(1024, IngestionLimits.WebhookBytes, ErrorMessage = "must be from 1,024 to 8,388,608.")]
    public int LargestRequest { get; init; } = IngestionLimits.WebhookBytes;

    public AnnounceOptions Announce { get; init; } = new();

    public ResolveOptions Resolve { get; init; } = new();

    public ReconcileOptions Reconcile { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Sources.Count; i++)
        {
            foreach (var problem in Sources[i].Validate(validationContext))
                yield return new(problem.ErrorMessage, [$"{nameof(Sources)}:{i}:{problem.MemberNames.First()}"]);
        }
        foreach (var twice in Sources.GroupBy(s => s.Name).Where(g => g.Count() > 1))
            yield return new($"has two sources named '{twice.Key}'.", [nameof(Sources)]);
        foreach (var problem in Announce.Validate(validationContext).Concat(Resolve.Validate(validationContext)).Concat(Reconcile.Validate(validationContext)))
            yield return problem;
    }
}
