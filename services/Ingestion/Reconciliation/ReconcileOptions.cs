using System.ComponentModel.DataAnnotations;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>
/// Section <c>Ingestion:Reconcile</c>: how often, and how gently, configured registries are compared with what is known.
/// Which repositories: <c>Oci:Registries:n:Repositories</c>.
/// </summary>
public sealed record ReconcileOptions : IValidatableObject
{
    public bool Enabled { get; init; } = true;

    /// <summary>How long after the start the first comparison is made: soon, for webhooks were missed while nothing ran.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Requests a second to one registry, at most.</summary>
    public double RequestsPerSecond { get; init; } = 20;

    /// <summary>Repositories of one registry that are looked at in one turn.</summary>
    public int MostRepositories { get; init; } = 10_000;

    /// <summary>Tags of one repository that are looked at in one turn.</summary>
    public int MostTags { get; init; } = 10_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FirstDelay <= TimeSpan.Zero || Interval <= TimeSpan.Zero || RequestsPerSecond <= 0 || MostRepositories < 1 || MostTags < 1)
            yield return new("needs delays, a rate and bounds over zero.", [nameof(Interval)]);
    }
}
