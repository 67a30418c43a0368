namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// A version read as SemVer 2.0.0 or nearly: missing numbers are zero, and what follows the numbers is the pre-release even
/// when no hyphen introduces it (<c>1.0rc1</c>, a number too many). Build metadata does not count (SemVer §10) but where asked for.
/// </summary>
internal readonly ref struct SemanticVersion
{
    private readonly ReadOnlySpan<char> _numbers;

    private SemanticVersion(ReadOnlySpan<char> numbers, ReadOnlySpan<char> preRelease, ReadOnlySpan<char> build)
    {
        _numbers = numbers;
        PreRelease = preRelease;
        Build = build;
    }

    /// <summary>Dotted identifiers; empty for a release.</summary>
    private ReadOnlySpan<char> PreRelease { get; }

    /// <summary>Dotted identifiers after the plus; empty when there are none.</summary>
    private ReadOnlySpan<char> Build { get; }

    internal static SemanticVersion Read(ReadOnlySpan<char> text, int mostNumbers)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] is 'v' or 'V' or '=' && char.IsAsciiDigit(text[1]))
            text = text[1..];
        var plus = text.IndexOf('+');
        var build = plus < 0 ? default : text[(plus + 1)..];
        if (plus >= 0)
            text = text[..plus];
        var rest = text;
        for (var i = 0; i < mostNumbers && VersionText.StartsWithDigit(i == 0 ? rest : Rest(rest)); i++)
        {
            rest = i == 0 ? rest : rest[1..];
            VersionText.TakeDigits(ref rest);
        }
        var preRelease = rest.Length > 0 && rest[0] == '-' ? rest[1..] : rest;
        return new(text[..^rest.Length], preRelease, build);

        static ReadOnlySpan<char> Rest(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] == '.' ? rest[1..] : default;
    }

    /// <summary>SemVer §11.</summary>
    /// <param name="letterCase">How alphanumeric identifiers are compared.</param>
    internal int CompareTo(SemanticVersion other, StringComparison letterCase)
    {
        ReadOnlySpan<char> left = _numbers, right = other._numbers;
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = VersionText.CompareNumbers(Identifier(ref left), Identifier(ref right));
            if (order != 0)
                return order;
        }
        left = PreRelease;
        right = other.PreRelease;
        if (left.IsEmpty || right.IsEmpty)
            return (left.IsEmpty ? 1 : 0) - (right.IsEmpty ? 1 : 0);
        return Lists(left, right, letterCase);
    }

    /// <summary>Build metadata by the rules of pre-releases; none is older than any.</summary>
    internal int CompareBuild(SemanticVersion other) => Lists(Build, other.Build, StringComparison.Ordinal);

    private static int Lists(ReadOnlySpan<char> left, ReadOnlySpan<char> right, StringComparison letterCase)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = Identifiers(Identifier(ref left), Identifier(ref right), letterCase);
            if (order != 0)
                return order;
        }
        return right.IsEmpty.CompareTo(left.IsEmpty);
    }

    private static int Identifiers(ReadOnlySpan<char> left, ReadOnlySpan<char> right, StringComparison letterCase) =>
        (VersionText.IsNumber(left), VersionText.IsNumber(right)) switch
        {
            (true, true) => VersionText.CompareNumbers(left, right),
            (true, false) => -1,
            (false, true) => 1,
            _ => left.CompareTo(right, letterCase),
        };

    private static ReadOnlySpan<char> Identifier(scoped ref ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        var identifier = VersionText.Take(ref rest, dot < 0 ? rest.Length : dot);
        if (dot >= 0)
            rest = rest[1..];
        return identifier;
    }
}
