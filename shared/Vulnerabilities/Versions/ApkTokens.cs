using System.Buffers;

namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// Splits an apk version (apk-package(5) §pkgver): <c>number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}</c>. Missing
/// digits, repeated dots and digits after the letter are let pass, as apk let them pass for years; at what fits nowhere the
/// version ends as invalid, with <see cref="Text"/> the rest.
/// </summary>
internal ref struct ApkTokens
{
    private static readonly string[] Suffixes = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private ReadOnlySpan<char> _rest;

    internal ApkTokens(ReadOnlySpan<char> version)
    {
        _rest = version;
        Text = VersionText.TakeDigits(ref _rest);
        Kind = ApkTokenKind.Initial;
    }

    internal ApkTokenKind Kind { get; private set; }

    /// <summary>Digits, the letter, the hash, or of an invalid version what could not be read.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Of a suffix: its place in the order of suffixes.</summary>
    internal int Suffix { get; private set; }

    /// <summary>The token is a suffix that makes a version older than one without.</summary>
    internal readonly bool IsBefore => Kind == ApkTokenKind.Suffix && Suffix < 4;

    /// <summary>The text could not be read from here, and what was read last was a revision.</summary>
    internal bool IsAfterRevision { get; private set; }

    internal void Next()
    {
        if (_rest.IsEmpty)
            Set(ApkTokenKind.End, default);
        else if (!TryDigits() && !TryLetter() && !TrySuffix() && !TryHash() && !TryRevision())
        {
            IsAfterRevision = Kind == ApkTokenKind.Revision;
            Set(ApkTokenKind.Invalid, _rest);
        }
    }

    private bool TryDigits()
    {
        if (Kind is ApkTokenKind.Letter or ApkTokenKind.Suffix && char.IsAsciiDigit(_rest[0]))
            return Set(Kind + 1, VersionText.TakeDigits(ref _rest));
        var number = _rest.TrimStart('.');
        if (Kind > ApkTokenKind.Digits || number.Length == _rest.Length)
            return false;
        _rest = number;
        if (VersionText.StartsWithDigit(number))
            return Set(ApkTokenKind.Digits, VersionText.TakeDigits(ref _rest));
        Next();
        return true;
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
        if (Kind >= ApkTokenKind.Revision || !_rest.StartsWith("-r", StringComparison.Ordinal))
            return false;
        _rest = _rest[2..];
        return Set(ApkTokenKind.Revision, VersionText.TakeDigits(ref _rest));
    }

    private bool Set(ApkTokenKind kind, ReadOnlySpan<char> text)
    {
        Kind = kind;
        Text = text;
        return true;
    }
}
