namespace Attestry.Vulnerabilities.Versions;

/// <summary>NuGet's order: SemVer 2.0.0 with a fourth number, and letter case that does not count.</summary>
internal sealed class NuGetVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        SemanticVersion.Read(left, 4).CompareTo(SemanticVersion.Read(right, 4), StringComparison.OrdinalIgnoreCase);
}
