using Attestry.Gatekeeper.Constraints;
using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Matching;
using Attestry.Gatekeeper.Reviews;
using Attestry.Primitives.Limits;
using Attestry.Rego;
using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper;

/// <summary>Asks one constraint. Whatever keeps it from an answer is itself a violation, never a pass.</summary>
internal sealed class ConstraintJudge(Review review, ReviewOptions options, CancellationToken cancellation)
{
    /// <returns>What it has against the request; null when it is not about it.</returns>
    internal IReadOnlyList<(string Message, RegoValue? Details, bool IsError)>? Judge(Constraint constraint, PreparedQuery query)
    {
        try
        {
            if (!Matcher.Matches(constraint.Match, review))
                return null;
            var input = RegoObject.From([new(new RegoString("review"), review.Request), new(new RegoString("parameters"), constraint.Parameters)]);
            var rows = query.Evaluate(new() { Time = options.Time, Input = input, Data = options.Inventory, Limits = options.Limits }, cancellation);
            return rows.Count > GatekeeperLimits.Violations
                ? [Error($"it reports more than {GatekeeperLimits.Violations} violations")]
                : [.. rows.Select(row => Violation(row["found"]))];
        }
        catch (Exception e) when (e is RegoException or BudgetException or MatchException)
        {
            return [Error(e.Message)];
        }
        catch (OperationCanceledException)
        {
            return [Error("the time for an answer was over")];
        }
    }

    private static (string, RegoValue?, bool) Violation(RegoValue? found)
    {
        if (found is not RegoObject violation || violation.Text("msg") is not { } message)
            return Error($"a violation has no msg: {Cut($"{found}")}");
        return (Cut(message), violation["details"], false);
    }

    private static (string, RegoValue?, bool) Error(string message) => (Cut($"It could not be judged: {message}."), null, true);

    private static string Cut(string text) => text.Length <= GatekeeperLimits.MessageCharacters ? text : $"{text[..GatekeeperLimits.MessageCharacters]}…";
}
