using System.Text;
using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Types;
using Attestry.Rego.Values;

namespace Attestry.Rego.Testing;

/// <summary>Runs the tests of policies as <c>opa test</c> does: rules whose names start with <c>test_</c>.</summary>
public sealed class TestRunner
{
    private readonly RegoProgram _program;
    private readonly RegoObject _data;
    private readonly TestOptions _options;
    private readonly IReadOnlyList<TestRule> _tests;
    private readonly List<RegoArray> _begun = [];

    /// <param name="modules">Policies and tests.</param>
    /// <exception cref="RegoException">The modules do not compile.</exception>
    public TestRunner(IEnumerable<PolicyModule> modules, RegoObject data, TestOptions options)
    {
        var prepared = new TestModules(modules);
        (_data, _options) = (data, options);
        _tests = [.. prepared.Tests.Where(test => options.Filter is null || options.Filter.IsMatch($"{test.Package}.{test.Name}"))];
        _program = RegoCompiler.Compile(prepared.Modules, [.. options.Further, new(TestModules.CaseFunction, [RegoType.Any], RegoType.Boolean, Begin)], coverage: options.Coverage is not null);
    }

    /// <summary>One test after the other, as they are asked for.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<TestResult> Run(TimeProvider time, CancellationToken cancellation) => _tests.Select(test => Run(test, time, cancellation));

    private TestResult Run(TestRule test, TimeProvider time, CancellationToken cancellation)
    {
        var result = new TestResult(test.Package, test.Name, test.Location, TestOutcome.Skipped);
        if (test.IsSkipped)
            return result;
        _begun.Clear();
        var output = new List<string>();
        var start = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            result = Judged(result, test, _program.Prepare(QueryOf(test)).Query(Request(time, output), either.Token));
        }
        catch (RegoException e)
        {
            result = Errored(result, e.Errors[0]);
        }
        catch (BudgetException e)
        {
            result = Errored(result, new RegoError("eval_limit_error", e.Message, test.Location));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            result = Errored(result, new RegoError("eval_cancel_error", $"the test took longer than {_options.Timeout.TotalSeconds:0.###} s", test.Location));
        }
        return result with { Duration = time.GetElapsedTime(start), Output = output };
    }

    private TestResult Judged(TestResult result, TestRule test, IReadOnlyList<QueryResult> answers)
    {
        if (answers.Count == 0)
            return result with { Outcome = TestOutcome.Failed };
        var value = answers[0].Expressions[0].Value;
        if (!test.HasCases)
            return result with { Outcome = Outcome(value != RegoBoolean.True) };
        var cases = TestCases.Of(value);
        _begun.ForEach(cases.Begun);
        return result with { Outcome = Outcome(cases.IsFailed), Cases = cases.Results };
    }

    private EvaluationRequest Request(TimeProvider time, List<string> output) => new()
    {
        Time = time,
        Data = _data,
        Limits = _options.Limits,
        Coverage = _options.Coverage,
        Listener = output.Add,
    };

    private RegoBoolean Begin(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (operands[0] is RegoArray keys)
            _begun.Add(keys);
        return RegoBoolean.True;
    }

    private static string QueryOf(TestRule test)
    {
        var query = new StringBuilder("data");
        foreach (var part in test.Path)
        {
            query.Append('[');
            RegoText.AppendQuoted(query, part);
            query.Append(']');
        }
        return query.ToString();
    }

    private static TestOutcome Outcome(bool failed) => failed ? TestOutcome.Failed : TestOutcome.Passed;

    private static TestResult Errored(TestResult result, RegoError error) => result with { Outcome = TestOutcome.Errored, Error = error };
}
