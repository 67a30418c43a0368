using Attestry.Primitives.Findings;

namespace Attestry.Policy.BuiltIn;

/// <param name="Kind">The kind of evidence that it judges.</param>
/// <param name="Effect">What the settings say; <see cref="RuleEffect.Off"/> also when there is nothing to judge.</param>
/// <param name="Judge">Why it is not satisfied; nothing when it is. The findings' severity is set by the effect.</param>
internal sealed record Rule(string Kind, Func<PolicyRules, RuleEffect> Effect, Func<PolicyInput, DenyList, IEnumerable<Finding>> Judge)
{
    internal static readonly IReadOnlyList<Rule> All =
    [
        new(Contracts.EvidenceKinds.Signatures, rules => rules.TrustedSignature, (input, _) => SignedRule.Judge(input)),
        new(Contracts.EvidenceKinds.Sbom, rules => rules.Sbom, (input, _) => SbomRule.Judge(input)),
        new(Contracts.EvidenceKinds.Sbom, rules => rules.DenyList.Count == 0 ? RuleEffect.Off : rules.DeniedPackages, DeniedPackagesRule.Judge),
        new(Contracts.EvidenceKinds.Hygiene, rules => rules.NonRoot, (input, _) => NonRootRule.Judge(input)),
    ];
}
