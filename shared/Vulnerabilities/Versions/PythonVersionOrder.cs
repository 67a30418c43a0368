namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Python's order (PEP 440 §summary of permitted suffixes and relative ordering). What PEP 440 does not take is older than
/// all that it takes, and ordered among itself as setuptools did before.
/// </summary>
internal sealed class PythonVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftIs = Pep440Version.TryRead(left, out var a);
        var rightIs = Pep440Version.TryRead(right, out var b);
        return leftIs && rightIs ? a.CompareTo(b)
            : leftIs != rightIs ? leftIs.CompareTo(rightIs)
            : LegacyPythonVersion.Compare(left, right);
    }
}
