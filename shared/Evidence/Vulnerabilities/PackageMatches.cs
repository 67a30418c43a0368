using Attestry.Vulnerabilities.Advisories;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>What advisories say of one package at one version.</summary>
/// <param name="Known">Ids of every vulnerability that is spoken about, whether or not the version has it.</param>
internal sealed record PackageMatches(IReadOnlyList<VulnerabilityMatch> Matches, IReadOnlySet<string> Known)
{
    internal static readonly PackageMatches None = new([], new HashSet<string>());

    internal static PackageMatches Of(IAdvisoryIndex advisories, PackageIdentity identity)
    {
        var about = advisories.Find(identity.Package);
        if (about.Count == 0)
            return None;
        var known = about.SelectMany(advisory => advisory.Aliases.Concat(advisory.Upstream).Prepend(advisory.Id)).ToHashSet(StringComparer.Ordinal);
        return new(VulnerabilityMatcher.Match(about, identity.Package, identity.Version, identity.Module), known);
    }
}
