namespace Attestry.Vulnerabilities.Versions;

/// <summary>SemVer 2.0.0 §11, as npm, Cargo, Hex and Swift have it; what is not SemVer is read as <see cref="SemanticVersion"/> says.</summary>
internal sealed class SemVerOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        SemanticVersion.Read(left, 3).CompareTo(SemanticVersion.Read(right, 3), StringComparison.Ordinal);
}
