namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// PHP's <c>version_compare</c>, with which Composer compares, after Composer's leading <c>v</c> is gone: numbers and words in
/// turn, <c>unknown &lt; dev &lt; alpha &lt; beta &lt; RC &lt; number or end &lt; pl</c>; more numbers are newer.
/// Letter case counts, but in RC.
/// </summary>
internal sealed class PackagistVersionOrder : VersionOrder
{
    /// <summary>Where a word meets a number or the end, that counts as this.</summary>
    private const int NumberWeight = 4;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = WithoutV(left.Trim());
        var b = WithoutV(right.Trim());
        while (true)
        {
            var x = Token(ref a);
            var y = Token(ref b);
            if (x.IsEmpty && y.IsEmpty)
                return 0;
            var order = Tokens(x, y);
            if (order != 0)
                return order;
        }
    }

    private static int Tokens(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        bool xNumber = VersionText.IsNumber(x), yNumber = VersionText.IsNumber(y);
        if (xNumber && yNumber)
            return VersionText.CompareNumbers(x, y);
        if (x.IsEmpty && yNumber)
            return -1;
        if (y.IsEmpty && xNumber)
            return 1;
        return Weight(x, xNumber).CompareTo(Weight(y, yNumber));
    }

    private static int Weight(ReadOnlySpan<char> token, bool isNumber) =>
        isNumber || token.IsEmpty || token[0] == '#' ? NumberWeight
        : token.StartsWith("dev", StringComparison.Ordinal) ? 0
        : token[0] == 'a' ? 1
        : token[0] == 'b' ? 2
        : token.StartsWith("RC", StringComparison.Ordinal) || token.StartsWith("rc", StringComparison.Ordinal) ? 3
        : token[0] == 'p' ? 5
        : -1;

    private static ReadOnlySpan<char> WithoutV(ReadOnlySpan<char> version) =>
        version.Length > 0 && version[0] is 'v' or 'V' ? version[1..] : version;

    /// <summary>The next run of digits or of others; empty at the end. PHP takes what is neither letter, digit nor <c>#</c> for a separator.</summary>
    private static ReadOnlySpan<char> Token(scoped ref ReadOnlySpan<char> rest)
    {
        var start = 0;
        while (start < rest.Length && !IsWord(rest[start]))
            start++;
        rest = rest[start..];
        if (VersionText.StartsWithDigit(rest))
            return VersionText.TakeDigits(ref rest);
        var length = 0;
        while (length < rest.Length && IsWord(rest[length]) && !char.IsAsciiDigit(rest[length]))
            length++;
        return VersionText.Take(ref rest, length);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '#';
}
