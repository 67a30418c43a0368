namespace Attestry.Rego.Syntax;

/// <summary>Something wrong with a policy, with OPA's code (<c>rego_parse_error</c>, <c>rego_unsafe_var_error</c>…) and place.</summary>
/// <param name="Line">The offending line of the source, without its end; null when there is none to show.</param>
public sealed record RegoError(string Code, string Message, SourceLocation Location, string? Line = null)
{
    /// <summary>As OPA prints it: place, code, message, and under it the line with a caret.</summary>
    public override string ToString() =>
        $"{Location}: {Code}: {Message}" + (Line is null ? "" : $"\n\t{Line.TrimStart()}\n\t{new string(' ', Caret)}^");

    private int Caret => Math.Max(0, Location.Column - 1 - (Line!.Length - Line.TrimStart().Length));
}
