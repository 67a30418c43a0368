using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Lexing;
using Attestry.Rego.Syntax.Parsing;

namespace Attestry.Rego.Formatting;

/// <summary>
/// Writes policies the one way: tabs, sorted imports, rules apart by a blank line, comments where they stood. What the writer
/// put on several lines stays on several lines. Formatting what is formatted changes nothing.
/// </summary>
public static class RegoFormatter
{
    /// <param name="file">Named in errors; may be empty.</param>
    /// <exception cref="RegoException">The source cannot be parsed, or cannot be written for v1 as it is.</exception>
    public static string Format(string source, string file = "", FormatOptions? options = null)
    {
        options ??= new();
        var module = RegoParser.ParseModule(source, file, options.Version);
        var map = new SourceMap(source, Lexer.Read(source, file, FutureKeywords.All).Tokens);
        var style = FormatStyle.Of(module, options);
        var lines = new LineWriter([.. module.Comments.Where(c => !map.IsInTemplate(c.Location.Offset))]);
        new ModuleFormatter(lines, map, style).Write(module);
        var text = lines.ToString();
        // What came out is read again, so that a policy that means nothing any more never replaces one that does.
        RegoParser.ParseModule(text, file, options.Both ? RegoVersion.V1 : options.Version);
        return text;
    }
}
