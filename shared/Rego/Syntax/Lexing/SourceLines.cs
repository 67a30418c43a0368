namespace Attestry.Rego.Syntax.Lexing;

internal static class SourceLines
{
    private const int Longest = 200;

    /// <summary>The line that a place is on, cut to 200 characters.</summary>
    internal static string At(string source, SourceLocation place)
    {
        var offset = Math.Min(place.Offset, source.Length);
        var start = offset == 0 ? 0 : source.LastIndexOf('\n', offset - 1) + 1;
        var end = source.IndexOf('\n', offset);
        var line = source[start..(end < 0 ? source.Length : end)].TrimEnd('\r');
        return line.Length <= Longest ? line : line[..Longest];
    }
}
