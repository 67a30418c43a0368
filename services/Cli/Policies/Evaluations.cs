using Attestry.Rego;
using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>Evaluates, with what goes wrong as problems that can be printed.</summary>
internal static class Evaluations
{
    internal static PreparedQuery Prepare(RegoProgram program, string query, RegoVersion version)
    {
        try
        {
            return program.Prepare(query, version);
        }
        catch (RegoException e)
        {
            throw new PolicyException([.. e.Errors.Select(error => PolicyProblem.Of(error, []) with { Line = error.Line ?? query.Split('\n').ElementAtOrDefault(error.Location.Row - 1) })], e);
        }
    }

    /// <param name="timeout">Null: as long as it takes within the limits.</param>
    internal static IReadOnlyList<QueryResult> Run(
        PreparedQuery query, EvaluationRequest request, LoadedPolicies policies, TimeSpan? timeout, CancellationToken cancellation)
    {
        using var timer = timeout is { } most ? new CancellationTokenSource(most, request.Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return query.Query(request, either.Token);
        }
        catch (RegoException e)
        {
            throw PolicyException.Of(e, policies.Modules);
        }
        catch (BudgetException e)
        {
            throw new PolicyException([new("eval_limit_error", e.Message)], e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new PolicyException([new("eval_cancel_error", "caller cancelled query execution: it took longer than --timeout")], e);
        }
    }
}
