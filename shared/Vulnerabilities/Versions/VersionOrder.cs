namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Which of two versions is the older one, by the rules of one ecosystem. Every text has a place: what is no valid version
/// is ordered too, by the rule that each class names, and never throws. Numbers have any length.
/// </summary>
public abstract class VersionOrder : IComparer<string>
{
    /// <summary>Negative when <paramref name="left"/> is older, zero when both are the same version, positive when it is newer.</summary>
    public abstract int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right);

    /// <summary>As for spans; null is the empty text.</summary>
    public int Compare(string? x, string? y) => Compare(x.AsSpan(), y.AsSpan());
}
