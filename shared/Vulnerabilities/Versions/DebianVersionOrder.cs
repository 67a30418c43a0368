namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// dpkg's order (deb-version(7), Debian Policy §5.6.12): epoch, upstream version, revision. What stands before the first
/// colon and is no number is no epoch but part of the version; characters that dpkg refuses sort after letters.
/// </summary>
internal sealed class DebianVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Split(left.Trim(), out var leftEpoch, out var leftUpstream, out var leftRevision);
        Split(right.Trim(), out var rightEpoch, out var rightUpstream, out var rightRevision);
        var order = VersionText.CompareNumbers(leftEpoch, rightEpoch);
        if (order == 0)
            order = Part(leftUpstream, rightUpstream);
        return order != 0 ? order : Part(leftRevision, rightRevision);
    }

    private static void Split(
        ReadOnlySpan<char> version, out ReadOnlySpan<char> epoch, out ReadOnlySpan<char> upstream, out ReadOnlySpan<char> revision)
    {
        var colon = version.IndexOf(':');
        var hasEpoch = colon > 0 && VersionText.IsNumber(version[..colon]);
        epoch = hasEpoch ? version[..colon] : default;
        version = hasEpoch ? version[(colon + 1)..] : version;
        var dash = version.LastIndexOf('-');
        upstream = dash < 0 ? version : version[..dash];
        revision = dash < 0 ? default : version[(dash + 1)..];
    }

    /// <summary>Runs of other characters and runs of digits in turn.</summary>
    private static int Part(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while ((!left.IsEmpty && !char.IsAsciiDigit(left[0])) || (!right.IsEmpty && !char.IsAsciiDigit(right[0])))
            {
                var order = Weight(left).CompareTo(Weight(right));
                if (order != 0)
                    return order;
                left = left[1..];
                right = right[1..];
            }
            var numbers = VersionText.CompareNumbers(VersionText.TakeDigits(ref left), VersionText.TakeDigits(ref right));
            if (numbers != 0)
                return numbers;
        }
        return 0;
    }

    // A tilde sorts before the end, letters before all else. A digit weighs as much as the end: it starts a number.
    private static int Weight(ReadOnlySpan<char> text) =>
        text.IsEmpty || char.IsAsciiDigit(text[0]) ? 0
        : text[0] == '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 256;
}
