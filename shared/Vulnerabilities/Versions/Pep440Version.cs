namespace Attestry.Vulnerabilities.Versions;

/// <summary>A Python version as PEP 440, appendix B reads it, normalised or not. Only <see cref="TryRead"/> makes one.</summary>
internal ref struct Pep440Version
{
    private static readonly (string Word, int Kind)[] PreReleases =
        [("alpha", 0), ("a", 0), ("beta", 1), ("b", 1), ("preview", 2), ("pre", 2), ("rc", 2), ("c", 2)];

    private static readonly (string Word, int Kind)[] PostReleases = [("post", 0), ("rev", 0), ("r", 0)];

    private static readonly (string Word, int Kind)[] DevelopmentReleases = [("dev", 0)];

    private ReadOnlySpan<char> _epoch, _release, _preNumber, _postNumber, _devNumber, _local;
    private int _pre;
    private bool _hasPost, _hasDev, _hasLocal;

    internal static bool TryRead(ReadOnlySpan<char> text, out Pep440Version version)
    {
        version = new() { _pre = -1 };
        var rest = text.Trim();
        VersionText.TryTake(ref rest, "v");
        if (!VersionText.StartsWithDigit(rest))
            return false;
        var start = rest;
        var first = VersionText.TakeDigits(ref rest);
        if (VersionText.TryTake(ref rest, "!"))
        {
            version._epoch = first;
            if (!VersionText.StartsWithDigit(rest))
                return false;
            start = rest;
            VersionText.TakeDigits(ref rest);
        }
        while (rest.Length > 1 && rest[0] == '.' && char.IsAsciiDigit(rest[1]))
        {
            rest = rest[1..];
            VersionText.TakeDigits(ref rest);
        }
        version._release = start[..(start.Length - rest.Length)];
        if (Segment(ref rest, PreReleases, out var kind, out version._preNumber))
            version._pre = kind;
        if (rest.Length > 1 && rest[0] == '-' && char.IsAsciiDigit(rest[1]))
        {
            rest = rest[1..];
            version._hasPost = true;
            version._postNumber = VersionText.TakeDigits(ref rest);
        }
        else
            version._hasPost = Segment(ref rest, PostReleases, out _, out version._postNumber);
        version._hasDev = Segment(ref rest, DevelopmentReleases, out _, out version._devNumber);
        version._hasLocal = VersionText.TryTake(ref rest, "+");
        if (version._hasLocal)
            version._local = rest;
        return version._hasLocal ? IsLocal(rest) : rest.IsEmpty;
    }

    internal readonly int CompareTo(Pep440Version other)
    {
        var order = VersionText.CompareNumbers(_epoch, other._epoch);
        if (order == 0)
            order = Release(_release, other._release);
        if (order == 0)
            order = PreRelease.CompareTo(other.PreRelease);
        if (order == 0)
            order = VersionText.CompareNumbers(_preNumber, other._preNumber);
        if (order == 0)
            order = _hasPost.CompareTo(other._hasPost);
        if (order == 0)
            order = VersionText.CompareNumbers(_postNumber, other._postNumber);
        if (order == 0)
            order = other._hasDev.CompareTo(_hasDev);
        if (order == 0)
            order = VersionText.CompareNumbers(_devNumber, other._devNumber);
        if (order == 0)
            order = _hasLocal.CompareTo(other._hasLocal);
        return order != 0 ? order : Local(_local, other._local);
    }

    // A development release of the final release comes before its pre-releases; no pre-release comes after them.
    private readonly int PreRelease => _pre >= 0 ? _pre : !_hasPost && _hasDev ? -1 : 3;

    private static bool Segment(scoped ref ReadOnlySpan<char> rest, (string Word, int Kind)[] words, out int kind, out ReadOnlySpan<char> number)
    {
        kind = 0;
        number = default;
        var ahead = WithoutSeparator(rest);
        foreach (var (word, itsKind) in words)
        {
            if (!VersionText.TryTake(ref ahead, word))
                continue;
            kind = itsKind;
            // The number after the separator may be missing: "1.0rc." is 1.0rc0. What comes next needs no separator of its own.
            rest = WithoutSeparator(ahead);
            number = VersionText.TakeDigits(ref rest);
            return true;
        }
        return false;
    }

    private static ReadOnlySpan<char> WithoutSeparator(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] is '-' or '_' or '.' ? text[1..] : text;

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var part in local.SplitAny('-', '_', '.'))
        {
            if (local[part].IsEmpty)
                return false;
            foreach (var c in local[part])
            {
                if (!char.IsAsciiLetterOrDigit(c))
                    return false;
            }
        }
        return true;
    }

    private static int Release(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = VersionText.CompareNumbers(VersionText.TakeDigits(ref left), VersionText.TakeDigits(ref right));
            if (order != 0)
                return order;
            left = WithoutSeparator(left);
            right = WithoutSeparator(right);
        }
        return 0;
    }

    private static int Local(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var x = Part(ref left);
            var y = Part(ref right);
            var order = (VersionText.IsNumber(x), VersionText.IsNumber(y)) switch
            {
                (true, true) => VersionText.CompareNumbers(x, y),
                (true, false) => 1,
                (false, true) => -1,
                _ => x.CompareTo(y, StringComparison.OrdinalIgnoreCase),
            };
            if (order != 0)
                return order;
        }
        return (left.IsEmpty ? 0 : 1) - (right.IsEmpty ? 0 : 1);

        static ReadOnlySpan<char> Part(scoped ref ReadOnlySpan<char> rest)
        {
            var end = rest.IndexOfAny('-', '_', '.');
            var part = VersionText.Take(ref rest, end < 0 ? rest.Length : end);
            rest = WithoutSeparator(rest);
            return part;
        }
    }
}
