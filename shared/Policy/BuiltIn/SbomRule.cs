using Attestry.Contracts;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.BuiltIn;

internal static class SbomRule
{
    internal static IEnumerable<Finding> Judge(PolicyInput input) =>
        Usable.Problems(input, EvidenceKinds.Sbom, input.Sboms, sbom => sbom.Platforms.Select(platform => platform.Image));
}
