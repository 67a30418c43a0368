using System.Globalization;

namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Maven's order as <c>ComparableVersion</c> has it up to Maven 3.8.6, which is OSV's too: numbers and words between dots, in a
/// list within the list from each hyphen and each change of digits and letters on. Null values are trimmed from the end of every
/// list. Later releases of Maven put <c>1.0.rc1</c> beside <c>1.0-rc1</c>. Every text is valid.
/// </summary>
internal sealed class MavenVersionOrder : VersionOrder
{
    private const int OnStack = 64;

    /// <summary>Known qualifiers weigh up to here; 5 is the release itself, 7 any other word.</summary>
    private const int Release = 5;
    private const int Unknown = 7;

    public override int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        // Each hyphen or change makes two tokens.
        Span<MavenToken> leftBuffer = left.Length < OnStack / 2 ? stackalloc MavenToken[OnStack] : new MavenToken[(2 * left.Length) + 1];
        Span<MavenToken> rightBuffer = right.Length < OnStack / 2 ? stackalloc MavenToken[OnStack] : new MavenToken[(2 * right.Length) + 1];
        var a = Tokens(left, leftBuffer);
        var b = Tokens(right, rightBuffer);
        // A list is always the last item of the one around it, so walking along both reaches the items of all lists in pairs.
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
        for (var i = 0; i < version.Length; i++)
        {
            var separates = version[i] is '.' or '-';
            if (!separates && (i == start || char.IsAsciiDigit(version[i]) == char.IsAsciiDigit(version[i - 1])))
                continue;
            tokens[count++] = Item(version, start, i);
            if (version[i] != '.')
                tokens[count++] = new(i, 0, MavenTokenKind.List);
            start = separates ? i + 1 : i;
        }
        if (start < version.Length)
            tokens[count++] = Item(version, start, version.Length);
        return Trim(version, tokens[..count]);
    }

    private static MavenToken Item(ReadOnlySpan<char> version, int start, int end) =>
        new(start, end - start, start == end || char.IsAsciiDigit(version[start]) ? MavenTokenKind.Number : MavenTokenKind.Word);

    /// <summary>Drops null values, and lists that are empty without them, from the end of each list; what stays moves to the end of the buffer.</summary>
    private static ReadOnlySpan<MavenToken> Trim(ReadOnlySpan<char> version, Span<MavenToken> tokens)
    {
        var first = tokens.Length;
        var atEnd = true;
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var isList = tokens[i].Kind == MavenTokenKind.List;
            if (isList ? first == tokens.Length : atEnd && AgainstNull(version, tokens[i]) == 0)
            {
                atEnd = true;
                continue;
            }
            atEnd = isList;
            tokens[--first] = tokens[i];
        }
        return tokens[first..];
    }

    /// <summary>Against nothing, where the other version has ended: zero and the release are as good as nothing, a list is what it holds.</summary>
    private static int AgainstNull(ReadOnlySpan<char> version, MavenToken token) => token.Kind switch
    {
        MavenTokenKind.Number => VersionText.IsZero(Text(version, token)) ? 0 : 1,
        MavenTokenKind.Word => Weight(version, token).CompareTo(Release),
        _ => 0,
    };

    private static int Pair(ReadOnlySpan<char> left, MavenToken a, ReadOnlySpan<char> right, MavenToken b)
    {
        if (a.Kind != b.Kind)
            return a.Kind.CompareTo(b.Kind);
        if (a.Kind == MavenTokenKind.Number)
            return VersionText.CompareNumbers(Text(left, a), Text(right, b));
        if (a.Kind == MavenTokenKind.List)
            return 0;
        int x = Weight(left, a), y = Weight(right, b);
        return x != Unknown || y != Unknown ? x.CompareTo(y) : VersionText.CompareLowered(Text(left, a), Text(right, b));
    }

    private static ReadOnlySpan<char> Text(ReadOnlySpan<char> version, MavenToken token) => version.Slice(token.Start, token.Length);

    private static int Weight(ReadOnlySpan<char> version, MavenToken token)
    {
        if (token.Length > 9)
            return Unknown;
        Span<char> lower = stackalloc char[9];
        lower = lower[..Text(version, token).ToLower(lower, CultureInfo.InvariantCulture)];
        var end = token.Start + token.Length;
        var beforeDigit = end < version.Length && char.IsAsciiDigit(version[end]);
        return lower switch
        {
            "alpha" => 0,
            "beta" => 1,
            "milestone" => 2,
            "rc" or "cr" => 3,
            "snapshot" => 4,
            "final" or "ga" or "release" => Release,
            "sp" => 6,
            "a" when beforeDigit => 0,
            "b" when beforeDigit => 1,
            "m" when beforeDigit => 2,
            _ => Unknown,
        };
    }
}
