using System.ComponentModel.DataAnnotations;
using Attestry.Primitives;

namespace Attestry.Policy.BuiltIn;

/// <summary>Section <c>Policy</c>: the built-in rules. Each is <c>deny</c>, <c>warn</c> or <c>off</c>.</summary>
public sealed record PolicyOptions : IValidatableObject
{
    /// <summary>Signed by a key that the repository trusts.</summary>
    public RuleEffect TrustedSignature { get; init; }

    /// <summary>There is an SBOM of every platform.</summary>
    public RuleEffect Sbom { get; init; }

    /// <summary>No package is on <see cref="DenyList"/>.</summary>
    public RuleEffect DeniedPackages { get; init; }

    /// <summary>No platform runs as root.</summary>
    public RuleEffect NonRoot { get; init; }

    public IReadOnlyList<DeniedPackage> DenyList { get; init; } = [];

    /// <summary>Deviations; the first whose pattern matches counts.</summary>
    public IReadOnlyList<RepositoryRules> Repositories { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in DenyList.SelectMany((entry, i) => entry.Problems($"{nameof(DenyList)}:{i}")))
            yield return problem;
        if (DemandsNothing(Of("")))
            yield return new("demands nothing and would pass everything; set at least one rule to deny or warn.", [nameof(TrustedSignature)]);
        for (var i = 0; i < Repositories.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Repositories[i].Pattern))
                yield return new("is missing; write ghcr.io/acme/** or the like.", [$"{nameof(Repositories)}:{i}:{nameof(RepositoryRules.Pattern)}"]);
            if (DemandsNothing(With(Repositories[i])))
                yield return new("demands nothing and would pass everything; set at least one rule to deny or warn.", [$"{nameof(Repositories)}:{i}"]);
        }
    }

    /// <summary>The rules for a repository (<see cref="ImageReference.Name"/>).</summary>
    internal PolicyRules Of(string repository) =>
        With(Repositories.FirstOrDefault(rules => RepositoryPattern.Matches(rules.Pattern, repository)) ?? new());

    private PolicyRules With(RepositoryRules other) => new(
        BuiltInPolicy.Id,
        BuiltInPolicy.Version,
        other.TrustedSignature ?? TrustedSignature,
        other.Sbom ?? Sbom,
        other.DeniedPackages ?? DeniedPackages,
        other.NonRoot ?? NonRoot,
        [.. DenyList.OrderBy(entry => entry.Package, StringComparer.Ordinal).ThenBy(entry => entry.Reason, StringComparer.Ordinal)]);

    private static bool DemandsNothing(PolicyRules rules) =>
        rules is { TrustedSignature: RuleEffect.Off, Sbom: RuleEffect.Off, NonRoot: RuleEffect.Off }
        && (rules.DeniedPackages == RuleEffect.Off || rules.DenyList.Count == 0);
}
