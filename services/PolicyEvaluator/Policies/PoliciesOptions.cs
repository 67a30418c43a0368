using Attestry.Hosting.Options;
using System.ComponentModel.DataAnnotations;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>Section <c>Policies</c>: policy sets in Rego. Where none of them enforces anything the built-in rules (<c>Policy</c>) do.</summary>
public sealed record PoliciesOptions : IValidatableObject
{
    [DistinctBy(nameof(PolicySetOptions.Name))]
    public IReadOnlyList<PolicySetOptions> Sets { get; init; } = [];

    /// <summary>How often the sets' sources are looked at.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a source may take to be read.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one evaluation of a set may take; what takes longer denies.</summary>
    public TimeSpan EvaluationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, interval) in new[] { (nameof(ReloadInterval), ReloadInterval), (nameof(ReadTimeout), ReadTimeout), (nameof(EvaluationTimeout), EvaluationTimeout) })
            if (interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(30))
                yield return new("must be longer than nothing and at most 30 days, written as hh:mm:ss.", [name]);
    }
}
