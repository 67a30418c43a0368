namespace Attestry.Policy.BuiltIn;

/// <summary>
/// What holds for one repository. Its JSON, in the order of these members, is the policy's document: settings that concern
/// other repositories are not in it and do not change its digest.
/// </summary>
/// <param name="Version">Grows when a rule comes to judge otherwise.</param>
/// <param name="DenyList">Sorted, so that the order of settings does not matter.</param>
internal sealed record PolicyRules(
    string RuleSet,
    int Version,
    RuleEffect TrustedSignature,
    RuleEffect Sbom,
    RuleEffect DeniedPackages,
    RuleEffect NonRoot,
    IReadOnlyList<DeniedPackage> DenyList);
