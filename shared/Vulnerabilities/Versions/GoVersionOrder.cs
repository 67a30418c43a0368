namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Go's order of module versions (golang.org/ref/mod §versions): SemVer, in which pseudo-versions are pre-releases and
/// <c>+incompatible</c> is build metadata. Toolchain versions (<c>go1.21rc2</c>) take their place as <c>1.21.0-rc.2</c>.
/// </summary>
internal sealed class GoVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        SemanticVersion.Read(Module(left.Trim()), 3).CompareTo(SemanticVersion.Read(Module(right.Trim()), 3), StringComparison.Ordinal);

    private static ReadOnlySpan<char> Module(ReadOnlySpan<char> version)
    {
        if (!version.StartsWith("go", StringComparison.Ordinal) || !VersionText.StartsWithDigit(version[2..]))
            return version;
        version = version[2..];
        // "go1.22.1 X:loopvar": experiments follow a space, vendors' patches a hyphen ("go1.22.1-google").
        var end = version.IndexOfAny(' ', '-');
        version = end < 0 ? version : version[..end];
        var letter = version.IndexOfAnyInRange('a', 'z');
        if (letter < 0)
            return version;
        var rest = version[letter..];
        var kind = VersionText.TakeLetters(ref rest);
        return $"{version[..letter]}-{kind}.{rest}";
    }
}
