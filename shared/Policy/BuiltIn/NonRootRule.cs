using Attestry.Contracts;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.BuiltIn;

internal static class NonRootRule
{
    internal static IEnumerable<Finding> Judge(PolicyInput input) =>
        Usable.Problems(input, EvidenceKinds.Hygiene, input.Hygiene, hygiene => hygiene.Platforms.Select(platform => platform.Image))
            .Concat(input.Hygiene.SelectMany(evidence => evidence.Content.Result.Platforms).Select(OfPlatform).OfType<Finding>());

    private static Finding? OfPlatform(PlatformHygiene platform) => platform.RunsAsRoot switch
    {
        false => null,
        true when platform.User.Length == 0 => Usable.Say(PolicyFindings.RunsAsRoot, "No user is set, so it runs as root.", platform.Platform),
        true => Usable.Say(PolicyFindings.RunsAsRoot, $"It runs as root: its user is '{Bounded.Quote(platform.User)}'.", platform.Platform),
        null => Usable.Say(PolicyFindings.UserUnknown, $"Whether its user '{Bounded.Quote(platform.User)}' is root cannot be told.", platform.Platform),
    };
}
