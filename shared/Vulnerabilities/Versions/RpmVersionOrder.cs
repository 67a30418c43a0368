namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// rpm's order (rpmvercmp and rpm-version(7)): epoch, version, release. Only ASCII letters, digits, <c>~</c> and <c>^</c>
/// count, whatever else there is separates; what stands before a colon and is no number is no epoch. A version without a
/// release is older than the same with one, be it empty or <c>~1</c>.
/// </summary>
internal sealed class RpmVersionOrder : VersionOrder
{
    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftHas = Split(left.Trim(), out var leftEpoch, out var leftVersion, out var leftRelease);
        var rightHas = Split(right.Trim(), out var rightEpoch, out var rightVersion, out var rightRelease);
        var order = VersionText.CompareNumbers(leftEpoch, rightEpoch);
        if (order == 0)
            order = Part(leftVersion, rightVersion);
        if (order == 0)
            order = leftHas.CompareTo(rightHas);
        return order != 0 ? order : Part(leftRelease, rightRelease);
    }

    /// <returns>Whether there is a release.</returns>
    private static bool Split(
        ReadOnlySpan<char> text, out ReadOnlySpan<char> epoch, out ReadOnlySpan<char> version, out ReadOnlySpan<char> release)
    {
        var rest = text;
        epoch = VersionText.TakeDigits(ref rest);
        if (!VersionText.TryTake(ref rest, ":"))
        {
            epoch = default;
            rest = text;
        }
        var dash = rest.LastIndexOf('-');
        version = dash < 0 ? rest : rest[..dash];
        release = dash < 0 ? default : rest[(dash + 1)..];
        return dash >= 0;
    }

    private static int Part(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (true)
        {
            left = Significant(left);
            right = Significant(right);
            if (At(left, '~') || At(right, '~'))
            {
                if (At(left, '~') != At(right, '~'))
                    return At(left, '~') ? -1 : 1;
                left = left[1..];
                right = right[1..];
                continue;
            }
            if (At(left, '^') || At(right, '^'))
            {
                // A caret is newer than the end and older than anything else that could follow.
                if (left.IsEmpty || right.IsEmpty)
                    return left.IsEmpty ? -1 : 1;
                if (At(left, '^') != At(right, '^'))
                    return At(left, '^') ? -1 : 1;
                left = left[1..];
                right = right[1..];
                continue;
            }
            if (left.IsEmpty || right.IsEmpty)
                return (left.IsEmpty ? 0 : 1) - (right.IsEmpty ? 0 : 1);
            var order = Segment(ref left, ref right);
            if (order != 0)
                return order;
        }
    }

    private static int Segment(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        // A number is newer than letters.
        if (char.IsAsciiDigit(left[0]) != char.IsAsciiDigit(right[0]))
            return char.IsAsciiDigit(left[0]) ? 1 : -1;
        return char.IsAsciiDigit(left[0])
            ? VersionText.CompareNumbers(VersionText.TakeDigits(ref left), VersionText.TakeDigits(ref right))
            : VersionText.TakeLetters(ref left).SequenceCompareTo(VersionText.TakeLetters(ref right));
    }

    private static ReadOnlySpan<char> Significant(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !char.IsAsciiLetterOrDigit(text[start]) && text[start] is not ('~' or '^'))
            start++;
        return text[start..];
    }

    private static bool At(ReadOnlySpan<char> text, char mark) => !text.IsEmpty && text[0] == mark;
}
