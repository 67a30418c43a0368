namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// PHP's <c>version_compare</c>, with which Composer compares, after Composer's leading <c>v</c> is gone: numbers and words in
/// turn, <c>unknown &lt; dev &lt; alpha &lt; beta &lt; RC &lt; number or end &lt; pl</c>; more numbers are newer.
/// Letter case counts, but in RC. Beside a dot at the start, or a separator at the end, an unknown word of no letters stands.
/// </summary>
internal sealed class PackagistVersionOrder : VersionOrder
{
    /// <summary>Where a word meets a number or the end, that counts as this.</summary>
    private const int NumberWeight = 4;

    private const int UnknownWeight = -1;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = WithoutV(left.Trim());
        right = WithoutV(right.Trim());
        if (left.IsEmpty || right.IsEmpty)
            return right.IsEmpty.CompareTo(left.IsEmpty);
        var a = new PhpTokens(left);
        var b = new PhpTokens(right);
        while (true)
        {
            bool more = a.Next(), otherMore = b.Next();
            if (!more && !otherMore)
                return 0;
            var order = !more ? -AgainstEnd(b) : !otherMore ? AgainstEnd(a) : Tokens(a.Text, b.Text);
            if (order != 0)
                return order;
        }
    }

    private static int AgainstEnd(PhpTokens tokens) => VersionText.IsNumber(tokens.Text) ? 1 : Weight(tokens.Text).CompareTo(NumberWeight);

    private static int Tokens(ReadOnlySpan<char> x, ReadOnlySpan<char> y) =>
        VersionText.IsNumber(x) && VersionText.IsNumber(y) ? VersionText.CompareNumbers(x, y) : Weight(x).CompareTo(Weight(y));

    private static int Weight(ReadOnlySpan<char> token) =>
        token.IsEmpty ? UnknownWeight
        : char.IsAsciiDigit(token[0]) || token[0] == '#' ? NumberWeight
        : token.StartsWith("dev", StringComparison.Ordinal) ? 0
        : token[0] == 'a' ? 1
        : token[0] == 'b' ? 2
        : token.StartsWith("RC", StringComparison.Ordinal) || token.StartsWith("rc", StringComparison.Ordinal) ? 3
        : token[0] == 'p' ? 5
        : UnknownWeight;

    private static ReadOnlySpan<char> WithoutV(ReadOnlySpan<char> version) =>
        version.Length > 0 && version[0] is 'v' or 'V' ? version[1..] : version;
}
