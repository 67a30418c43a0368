using System.ComponentModel.DataAnnotations;
using Attestry.Hosting.Options;
using Attestry.Ingestion.Pushes;
using Attestry.Ingestion.Reconciliation;
using Attestry.Ingestion.Resolution;
using Attestry.Ingestion.Webhooks;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion;

/// <summary>Section <c>Ingestion</c>.</summary>
public sealed record IngestionOptions
{
    [DistinctBy(nameof(SourceOptions.Name))]
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <summary>Bytes of a webhook request; larger ones are answered 413.</summary>
    [Range(1024, IngestionLimits.WebhookBytes, ErrorMessage = "must be from 1,024 to 8,388,608.")]
    public int LargestRequest { get; init; } = IngestionLimits.WebhookBytes;

    public AnnounceOptions Announce { get; init; } = new();

    public ResolveOptions Resolve { get; init; } = new();

    public ReconcileOptions Reconcile { get; init; } = new();
}
