namespace Attestry.Cli.Policies;

/// <summary>What is wrong, for people and as OPA's <c>{"errors": […]}</c>.</summary>
internal static class ProblemOutput
{
    internal static string Text(IReadOnlyList<PolicyProblem> problems) => problems.Count == 1
        ? $"1 error occurred: {problems[0]}"
        : $"{problems.Count} errors occurred:\n{string.Join('\n', problems)}";

    internal static object Json(IEnumerable<PolicyProblem> problems) => GoJson.Object(("errors", problems.Select(Json).ToList()));

    internal static object Json(PolicyProblem problem) => GoJson.Object(
        ("message", problem.Message),
        ("code", problem.Code),
        ("location", problem.Row > 0 || problem.File.Length > 0 ? GoJson.Object(("file", problem.File), ("row", problem.Row), ("col", problem.Column)) : null),
        ("details", string.IsNullOrWhiteSpace(problem.Line) ? null : GoJson.Object(("line", problem.Line), ("idx", Math.Max(problem.Column - 1, 0)))));
}
