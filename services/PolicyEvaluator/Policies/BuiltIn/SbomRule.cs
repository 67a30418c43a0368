using Attestry.Contracts;
using Attestry.Primitives.Findings;

namespace Attestry.PolicyEvaluator.Policies.BuiltIn;

internal static class SbomRule
{
    internal static IEnumerable<Finding> Judge(PolicyInput input) =>
        Usable.Problems(input, EvidenceKinds.Sbom, input.Sboms, sbom => sbom.Platforms.Select(platform => platform.Image));
}
