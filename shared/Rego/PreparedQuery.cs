using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego;

/// <summary>A query, ready to be evaluated any number of times.</summary>
public sealed class PreparedQuery
{
    private readonly RegoProgram _program;
    private readonly QueryPlan _bindings;
    private readonly QueryPlan _values;
    private readonly IReadOnlyList<(string Text, SourceLocation Location)> _expressions;

    internal PreparedQuery(RegoProgram program, QueryPlan bindings, QueryPlan values, IReadOnlyList<(string Text, SourceLocation Location)> expressions) =>
        (_program, _bindings, _values, _expressions) = (program, bindings, values, expressions);

    /// <summary>Every way in which the query holds, as the values of its variables; none when it is undefined or <c>false</c>.</summary>
    /// <exception cref="RegoException">A conflict between rules, or with <see cref="EvaluationRequest.Strict"/> a built-in function's fault.</exception>
    /// <exception cref="BudgetException">A limit was exceeded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RegoObject> Evaluate(EvaluationRequest request, CancellationToken cancellation = default) =>
        Run(_bindings, request, cancellation).ConvertAll(row => _bindings.Bindings(row));

    /// <summary>The same with the value of each expression, as OPA's <c>eval</c> shapes it: there an expression that is <c>false</c> is a result too.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public IReadOnlyList<QueryResult> Query(EvaluationRequest request, CancellationToken cancellation = default) =>
        Run(_values, request, cancellation).ConvertAll(row => new QueryResult(
            [.. _expressions.Select(e => new ExpressionValue(_values.ValueOf(row, e.Location), e.Text, e.Location))],
            _values.Bindings(row)));

    private List<RegoValue[]> Run(QueryPlan plan, EvaluationRequest request, CancellationToken cancellation)
    {
        var budget = new Budget(request.Limits, cancellation);
        var builtins = new BuiltinContext(request.Time.GetUtcNow(), (ulong)request.Time.GetTimestamp(), budget.Charge, _program.Patterns, cancellation)
        {
            Listener = request.Listener,
        };
        try
        {
            return plan.Run(new EvaluationContext(budget, builtins, request.Input, request.Data, _program.Nodes, request.Strict, request.Coverage), request.Limits.OutputValues);
        }
        catch (InsufficientExecutionStackException)
        {
            // Said behind this block: within it the stack is still as deep as where it ran out, for every handler above too.
        }
        throw new BudgetException("the query nests too deeply for the stack of its thread");
    }
}
