namespace Attestry.Vulnerabilities.Versions;

/// <summary>
/// The parts between the dots that PHP's <c>version_compare</c> makes out of a version: it puts one wherever digits and letters
/// meet and for every run of separators, but leaves a separator at the start, and a mark that is no separator behind a digit,
/// as the beginning of a part.
/// </summary>
internal ref struct PhpTokens(ReadOnlySpan<char> version)
{
    private readonly ReadOnlySpan<char> _version = version;
    private int _at;
    private bool _ended = version.IsEmpty;

    /// <summary>Digits, or others; empty before a dot at the start and after a separator at the end.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    /// <summary>False when there is no further part.</summary>
    internal bool Next()
    {
        if (_ended)
            return false;
        var start = _at;
        if (_at < _version.Length && !IsWord(_version[_at]) && _version[_at] != '.')
        {
            _at++;
            if (!VersionText.StartsWithDigit(_version[_at..]))
                Run();
        }
        else
            Run();
        Text = _version[start.._at];
        // Where separators end the text, the empty part behind them is still to come.
        _ended = _at == _version.Length;
        if (!_ended && (_at == 0 || !BeginsPart(_version[_at - 1], _version[_at])))
            Skip();
        return true;
    }

    private void Run()
    {
        var start = _at;
        while (_at < _version.Length && IsWord(_version[_at]) && char.IsAsciiDigit(_version[_at]) == char.IsAsciiDigit(_version[start]))
            _at++;
    }

    private void Skip()
    {
        while (_at < _version.Length && !IsWord(_version[_at]))
            _at++;
    }

    private static bool BeginsPart(char before, char c) => IsWord(c) || (char.IsAsciiDigit(before) && c != '.' && !IsSeparator(c));

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '#';

    private static bool IsSeparator(char c) => c is '-' or '_' or '+';
}
