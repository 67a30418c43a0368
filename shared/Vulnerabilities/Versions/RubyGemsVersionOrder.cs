namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// RubyGems' order (<c>Gem::Version</c>): runs of digits and of letters, where letters make a pre-release, a hyphen stands
/// for <c>.pre.</c>, and zeros at the end of the numbers and of the whole do not count. Other characters separate.
/// </summary>
internal sealed class RubyGemsVersionOrder : VersionOrder
{
    private const int OnStack = 128;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<Range> leftBuffer = left.Length <= OnStack ? stackalloc Range[OnStack] : new Range[left.Length];
        Span<Range> rightBuffer = right.Length <= OnStack ? stackalloc Range[OnStack] : new Range[right.Length];
        var a = Segments(left, leftBuffer);
        var b = Segments(right, rightBuffer);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = Segment(i < a.Length ? Text(left, a[i]) : "0", i < b.Length ? Text(right, b[i]) : "0");
            if (order != 0)
                return order;
        }
        return 0;
    }

    private static int Segment(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        (char.IsAsciiDigit(left[0]), char.IsAsciiDigit(right[0])) switch
        {
            (true, true) => VersionText.CompareNumbers(left, right),
            (true, false) => 1,
            (false, true) => -1,
            _ => left.SequenceCompareTo(right),
        };

    // The hyphen's own place stands for what it means.
    private static ReadOnlySpan<char> Text(ReadOnlySpan<char> version, Range segment) => version[segment] is "-" ? "pre" : version[segment];

    private static ReadOnlySpan<Range> Segments(ReadOnlySpan<char> version, Span<Range> segments)
    {
        var count = 0;
        var numbersOnly = true;
        for (var at = 0; at < version.Length;)
        {
            var rest = version[at..];
            var length = VersionText.StartsWithDigit(rest) ? VersionText.TakeDigits(ref rest).Length
                : VersionText.StartsWithLetter(rest) ? VersionText.TakeLetters(ref rest).Length
                : rest[0] == '-' ? 1 : 0;
            if (length > 0)
            {
                if (numbersOnly && !char.IsAsciiDigit(version[at]))
                {
                    numbersOnly = false;
                    count = WithoutZeros(version, segments, count);
                }
                segments[count++] = at..(at + length);
            }
            at += Math.Max(length, 1);
        }
        return segments[..WithoutZeros(version, segments, count)];
    }

    private static int WithoutZeros(ReadOnlySpan<char> version, ReadOnlySpan<Range> segments, int count)
    {
        while (count > 0 && VersionText.IsZero(version[segments[count - 1]]))
            count--;
        return count;
    }
}
