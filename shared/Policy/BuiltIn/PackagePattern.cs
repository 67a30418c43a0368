using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.BuiltIn;

/// <summary>A package URL that may have wildcards and no version (purl-spec; see <see cref="DeniedPackage.Package"/>).</summary>
/// <param name="Path"><c>type/namespace/name</c>, decoded, in the case-folded form of <see cref="PackageCoordinates"/>.</param>
/// <param name="Version">Null for every version.</param>
internal sealed record PackagePattern(string Path, string? Version)
{
    internal bool HasWildcard => Path.Contains('*');

    internal static bool TryParse(string text, [NotNullWhen(true)] out PackagePattern? pattern)
    {
        pattern = text.Length <= PolicyLimits.PatternCharacters && text.AsSpan().IndexOfAny('?', '#') < 0 && PackageCoordinates.TryParse(text, out var coordinates)
            ? new(coordinates.Path, coordinates.Version.Length == 0 ? null : coordinates.Version)
            : null;
        return pattern is not null;
    }

    internal bool Matches(PackageCoordinates package) => MatchesPath(package) && MatchesVersion(package);

    internal bool MatchesVersion(PackageCoordinates package) => Version is null || RepositoryPattern.Matches(Version, package.Version);

    private bool MatchesPath(PackageCoordinates package) => RepositoryPattern.Matches(Path, package.Path);
}
