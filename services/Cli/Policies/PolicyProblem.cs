using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>One thing that is wrong with policies, data or an evaluation.</summary>
/// <param name="Code">OPA's, or a finding's id.</param>
/// <param name="Row">From 1; 0 where there is no line to point at.</param>
/// <param name="Line">The line of the source.</param>
internal sealed record PolicyProblem(string Code, string Message, string File = "", int Row = 0, int Column = 0, string? Line = null)
{
    private const string Tab = "    ";

    internal static PolicyProblem Of(Finding finding) => new(finding.Id, finding.Message, finding.Location ?? "");

    /// <param name="modules">Where the line is looked up when the error does not bring it.</param>
    internal static PolicyProblem Of(RegoError error, IReadOnlyList<PolicyModule> modules)
    {
        var (file, row, column, _) = error.Location;
        var source = modules.FirstOrDefault(module => module.File == file)?.Source;
        return new(error.Code, error.Message, file, row, column, error.Line ?? source?.Split('\n').ElementAtOrDefault(row - 1)?.TrimEnd('\r'));
    }

    /// <summary><c>file:row:column: code: message</c>, and below it the line with a caret.</summary>
    public override string ToString()
    {
        var place = Row > 0 ? $"{(File.Length > 0 ? $"{File}:" : "")}{Row}:{Column}: " : File.Length > 0 ? $"{File}: " : "";
        var text = $"{Bounded.Printable(place)}{Code}: {Message}";
        if (string.IsNullOrWhiteSpace(Line))
            return text;
        var before = Line[..Math.Clamp(Column - 1, 0, Line.Length)].Replace("\t", Tab, StringComparison.Ordinal);
        return $"{text}\n{Tab}{Bounded.Printable(Line.Replace("\t", Tab, StringComparison.Ordinal))}\n{Tab}{new string(' ', before.Length)}^";
    }
}
