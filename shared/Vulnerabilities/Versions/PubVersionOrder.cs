namespace Attestry.Vulnerabilities.Versions;

/// <summary>Pub's order (pub_semver): SemVer 2.0.0, in which of two versions that differ in build metadata alone the one with more of it is newer.</summary>
internal sealed class PubVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = SemanticVersion.Read(left, 3);
        var b = SemanticVersion.Read(right, 3);
        var order = a.CompareTo(b, StringComparison.Ordinal);
        return order != 0 ? order : a.CompareBuild(b);
    }
}
