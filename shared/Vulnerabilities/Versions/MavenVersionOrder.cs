using System.Globalization;

namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Maven's order (Maven POM Reference §version order specification, <c>ComparableVersion</c>): tokens between dots, hyphens and
/// changes of digits and letters; null values are trimmed before each hyphen and at the end. Every text is valid.
/// </summary>
internal sealed class MavenVersionOrder : VersionOrder
{
    private const int OnStack = 64;

    /// <summary>Known qualifiers weigh up to here; 5 is the release itself, 7 any other word.</summary>
    private const int Release = 5;
    private const int Unknown = 7;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        // An empty token may stand before, between and after all characters.
        Span<MavenToken> leftBuffer = left.Length < OnStack ? stackalloc MavenToken[OnStack] : new MavenToken[left.Length + 1];
        Span<MavenToken> rightBuffer = right.Length < OnStack ? stackalloc MavenToken[OnStack] : new MavenToken[right.Length + 1];
        var a = Tokens(left, leftBuffer);
        var b = Tokens(right, rightBuffer);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = i >= a.Length ? -AgainstNull(right, b[i])
                : i >= b.Length ? AgainstNull(left, a[i])
                : Pair(left, a[i], right, b[i]);
            if (order != 0)
                return order;
        }
        return 0;
    }

    private static ReadOnlySpan<MavenToken> Tokens(ReadOnlySpan<char> version, Span<MavenToken> tokens)
    {
        int count = 0, start = 0;
        var hyphen = false;
        for (var i = 0; i <= version.Length; i++)
        {
            var ends = i == version.Length || version[i] is '.' or '-';
            var changes = !ends && i > start && char.IsAsciiDigit(version[i]) != char.IsAsciiDigit(version[i - 1]);
            if (!ends && !changes)
                continue;
            if (hyphen)
                count = Trim(version, tokens, count);
            var isNumber = i == start || char.IsAsciiDigit(version[start]);
            // A word after a dot counts as after a hyphen, unless a separator follows it.
            var counts = hyphen || (!isNumber && count > 0 && (changes || i == version.Length));
            tokens[count++] = new(start, i - start, counts, isNumber, changes && !isNumber);
            hyphen = changes || (i < version.Length && version[i] == '-');
            start = changes ? i : i + 1;
        }
        return tokens[..Trim(version, tokens, count)];
    }

    /// <summary>Drops null values from the end; the first token stays.</summary>
    private static int Trim(ReadOnlySpan<char> version, ReadOnlySpan<MavenToken> tokens, int count)
    {
        while (count > 1 && IsNull(version, tokens[count - 1]))
            count--;
        return count;
    }

    private static bool IsNull(ReadOnlySpan<char> version, MavenToken token) =>
        token.IsNumber ? VersionText.IsZero(Text(version, token)) : Weight(version, token) == Release;

    /// <summary>Against the null value that pads the shorter version: zero for <c>.number</c>, the release for all others.</summary>
    private static int AgainstNull(ReadOnlySpan<char> version, MavenToken token) => token switch
    {
        { IsNumber: true, Hyphen: false } => VersionText.IsZero(Text(version, token)) ? 0 : 1,
        { IsNumber: true } => 1,
        _ => Weight(version, token).CompareTo(Release),
    };

    private static int Pair(ReadOnlySpan<char> left, MavenToken a, ReadOnlySpan<char> right, MavenToken b)
    {
        // ".qualifier" < "-qualifier" < "-number" < ".number"
        if (a.IsNumber != b.IsNumber)
            return a.IsNumber ? 1 : -1;
        if (a.IsNumber)
            return a.Hyphen != b.Hyphen ? (a.Hyphen ? -1 : 1) : VersionText.CompareNumbers(Text(left, a), Text(right, b));
        if (a.Hyphen != b.Hyphen)
            return a.Hyphen ? 1 : -1;
        int x = Weight(left, a), y = Weight(right, b);
        return x != Unknown || y != Unknown
            ? x.CompareTo(y)
            : Text(left, a).CompareTo(Text(right, b), StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Text(ReadOnlySpan<char> version, MavenToken token) => version.Slice(token.Start, token.Length);

    private static int Weight(ReadOnlySpan<char> version, MavenToken token)
    {
        if (token.Length > 9)
            return Unknown;
        Span<char> lower = stackalloc char[9];
        lower = lower[..Text(version, token).ToLower(lower, CultureInfo.InvariantCulture)];
        return lower switch
        {
            "alpha" => 0,
            "beta" => 1,
            "milestone" => 2,
            "rc" or "cr" => 3,
            "snapshot" => 4,
            "" or "final" or "ga" or "release" => Release,
            "sp" => 6,
            "a" when token.BeforeDigit => 0,
            "b" when token.BeforeDigit => 1,
            "m" when token.BeforeDigit => 2,
            _ => Unknown,
        };
    }
}
