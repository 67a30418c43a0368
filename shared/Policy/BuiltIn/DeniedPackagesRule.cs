using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.BuiltIn;

/// <summary>Looks into every SBOM, also one that failed: a denied package that was found is named. An SBOM that cannot be relied on does not satisfy.</summary>
internal static class DeniedPackagesRule
{
    internal static IEnumerable<Finding> Judge(PolicyInput input, DenyList denied)
    {
        foreach (var problem in SbomRule.Judge(input))
            yield return problem;
        var hits = (from evidence in input.Sboms
                    from platform in evidence.Content.Result.Platforms
                    from package in platform.Packages
                    from entry in denied.Find(package)
                    group platform.Platform by (package.Purl, entry) into hit
                    orderby hit.Key.Purl, hit.Key.entry.Package
                    select hit).ToList();
        foreach (var hit in hits.Take(PolicyLimits.DeniedPackages))
            yield return Usable.Say(
                PolicyFindings.PackageDenied,
                $"{Bounded.Quote(hit.Key.Purl)} is denied by {hit.Key.entry.Package}: {hit.Key.entry.Reason} ({string.Join(", ", hit.Distinct().Order(StringComparer.Ordinal))})",
                hit.Key.Purl);
        if (hits.Count > PolicyLimits.DeniedPackages)
            yield return Usable.Say(PolicyFindings.MorePackagesDenied, $"{hits.Count - PolicyLimits.DeniedPackages} more packages are denied.");
    }
}
