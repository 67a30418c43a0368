using System.ComponentModel.DataAnnotations;

namespace Attestry.Ingestion.Resolution;

/// <summary>Section <c>Ingestion:Resolve</c>.</summary>
public sealed record ResolveOptions : IValidatableObject
{
    /// <summary>How long a registry may contradict its own webhook (not have what was pushed, still have what was deleted) before the push is settled as ignored.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Pushes that one replica resolves at once.</summary>
    public int Concurrency { get; init; } = 8;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Patience < TimeSpan.Zero || Concurrency is < 1 or > 256)
            yield return new("needs a patience that is not negative and a concurrency from 1 to 256.", [nameof(Patience)]);
    }
}
