using System.Buffers;

namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Splits an apk version (apk-package(5) §pkgver): <c>number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}</c>. Digits after
/// the letter are let pass, since packages of years when apk took them have such versions (<c>6.6.1p1</c>); at what fits
/// nowhere the version ends as invalid.
/// </summary>
internal ref struct ApkTokens
{
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];

    private const string RevisionMark = "-r";

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private ReadOnlySpan<char> _rest;

    internal ApkTokens(ReadOnlySpan<char> version)
    {
        _rest = version;
        var isNumbered = VersionText.StartsWithDigit(version);
        Set(isNumbered ? ApkTokenKind.Initial : ApkTokenKind.Invalid, isNumbered ? VersionText.TakeDigits(ref _rest) : version);
    }

    internal ApkTokenKind Kind { get; private set; }

    /// <summary>
    /// Digits, the letter, the hash, or of an invalid version what could not be read, by which invalid versions are ordered. Where
    /// that belongs to the revision it is always the same text: no revision that cannot be read is newer than another one.
    /// </summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Of a suffix: its place in the order of suffixes.</summary>
    internal int Suffix { get; private set; }

    /// <summary>The token is a suffix that makes a version older than one without.</summary>
    internal readonly bool IsBefore => Kind == ApkTokenKind.Suffix && Suffix < 4;

    internal void Next()
    {
        if (_rest.IsEmpty)
            Set(ApkTokenKind.End, default);
        else if (!TryDigits() && !TryLetter() && !TrySuffix() && !TryHash() && !TryRevision())
            Set(ApkTokenKind.Invalid, Kind == ApkTokenKind.Revision ? RevisionMark : _rest);
    }

    private bool TryDigits()
    {
        if (Kind is ApkTokenKind.Letter or ApkTokenKind.Suffix && char.IsAsciiDigit(_rest[0]))
            return Set(Kind + 1, VersionText.TakeDigits(ref _rest));
        if (Kind > ApkTokenKind.Digits || _rest[0] != '.' || !VersionText.StartsWithDigit(_rest[1..]))
            return false;
        _rest = _rest[1..];
        return Set(ApkTokenKind.Digits, VersionText.TakeDigits(ref _rest));
    }

    private bool TryLetter() =>
        Kind <= ApkTokenKind.Digits && char.IsAsciiLetterLower(_rest[0]) && Set(ApkTokenKind.Letter, VersionText.Take(ref _rest, 1));

    private bool TrySuffix()
    {
        if (Kind > ApkTokenKind.SuffixDigits || _rest[0] != '_')
            return false;
        for (var i = 0; i < Suffixes.Length; i++)
        {
            if (!_rest[1..].StartsWith(Suffixes[i], StringComparison.Ordinal))
                continue;
            Suffix = i;
            return Set(ApkTokenKind.Suffix, VersionText.Take(ref _rest, 1 + Suffixes[i].Length));
        }
        return false;
    }

    private bool TryHash()
    {
        if (Kind >= ApkTokenKind.CommitHash || _rest[0] != '~' || _rest.Length == 1)
            return false;
        var length = _rest[1..].IndexOfAnyExcept(LowerHex);
        return length != 0 && Set(ApkTokenKind.CommitHash, VersionText.Take(ref _rest, length < 0 ? _rest.Length : length + 1));
    }

    private bool TryRevision()
    {
        if (Kind >= ApkTokenKind.Revision || !_rest.StartsWith(RevisionMark, StringComparison.Ordinal))
            return false;
        _rest = _rest[RevisionMark.Length..];
        var number = VersionText.TakeDigits(ref _rest);
        // The number of "2-r-5" is missing, and that of "2-r0-5" says no more than none: neither has a revision.
        return VersionText.IsZero(number) && !_rest.IsEmpty ? Set(ApkTokenKind.Invalid, RevisionMark) : Set(ApkTokenKind.Revision, number);
    }

    private bool Set(ApkTokenKind kind, ReadOnlySpan<char> text)
    {
        Kind = kind;
        Text = text;
        return true;
    }
}
