using Attestry.Rego.Coverage;
using Attestry.Rego.Syntax;
using Attestry.Rego.Testing;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Testing;

public sealed class TestRunnerTests
{
    private static readonly TestOptions Patient = new() { Timeout = TimeSpan.FromMinutes(10) };

    [Fact]
    public void Passes_fails_skips_and_errors_as_opa_test_does()
    {
        var results = Run("""
            package authz_test

            test_true if true

            test_false := false

            test_undefined if input.x

            test_number := 1

            test_else if input.x
            else := true

            todo_test_later if false

            helper_test_no if true

            test_two_values := x if some x in [1, 2]
            """);
        Outcomes(results).ShouldBe(
        [
            ("test_true", TestOutcome.Passed), ("test_false", TestOutcome.Failed), ("test_undefined", TestOutcome.Failed), ("test_number", TestOutcome.Failed),
            ("test_else", TestOutcome.Passed), ("todo_test_later", TestOutcome.Skipped), ("test_two_values", TestOutcome.Errored),
        ]);
        results.ShouldAllBe(result => result.Package == "data.authz_test");
        results[^1].Error!.Code.ShouldBe("eval_conflict_error");
        (results[1].Location.File, results[1].Location.Row).ShouldBe(("0.rego", 5));
    }

    [Fact]
    public void Rules_of_one_name_are_tests_of_their_own()
    {
        Outcomes(Run("package p\n\ntest_a if true\n\ntest_a if false\n\ntest_a if true"))
            .ShouldBe([("test_a", TestOutcome.Passed), ("test_a#01", TestOutcome.Failed), ("test_a#02", TestOutcome.Passed)]);
        Outcomes(Run("package p\n\ntest_a if true", "package p\n\ntest_a if false")).ShouldBe([("test_a", TestOutcome.Passed), ("test_a#01", TestOutcome.Failed)]);
    }

    [Fact]
    public void Names_within_references_and_odd_packages_are_found()
    {
        var results = Run("package a[\"b c\"].d\n\nx.test_inner if true\n\nx.y.other if true");
        Outcomes(results).ShouldBe([("x.test_inner", TestOutcome.Passed)]);
    }

    [Fact]
    public void Each_key_of_a_test_with_cases_is_a_case_and_a_case_that_ended_early_failed()
    {
        var result = Run("""
            package p

            test_concat[tc.note] if {
            	some tc in [
            		{"note": "same", "a": ["x"], "exp": ["x", "y"]},
            		{"note": "fails", "a": ["x"], "exp": ["z"]},
            		{"note": "undefined", "a": 1, "exp": []},
            	]
            	act := array.concat(tc.a, ["y"])
            	act == tc.exp
            }
            """).Single();
        result.Outcome.ShouldBe(TestOutcome.Failed);
        result.Cases.Select(one => (one.Name, one.IsFailed)).ShouldBe([("fails", true), ("same", false), ("undefined", true)]);
    }

    [Fact]
    public void Cases_of_several_keys_nest()
    {
        var result = Run("""
            package p

            test_nested[outer][inner] if {
            	some outer, cases in {"a": {"x": 1, "y": 2}, "b": {"x": 1}}
            	some inner, value in cases
            	value == 1
            }
            """).Single();
        result.Outcome.ShouldBe(TestOutcome.Failed);
        result.Cases.Select(one => (one.Name, one.IsFailed)).ShouldBe([("a", true), ("b", false)]);
        result.Cases[0].Cases.Select(one => (one.Name, one.IsFailed)).ShouldBe([("x", false), ("y", true)]);
    }

    [Fact]
    public void Cases_that_all_hold_pass() =>
        Run("package p\n\ntest_all[n] if {\n\tsome n in [1, 2]\n\tn > 0\n}").Single().ShouldSatisfyAllConditions(
            result => result.Outcome.ShouldBe(TestOutcome.Passed),
            result => result.Cases.Select(one => one.Name).ShouldBe(["1", "2"]));

    [Fact]
    public void What_is_printed_is_kept() =>
        Run("package p\n\ntest_a if {\n\tprint(\"x is\", 1, {\"a\"}, {\"k\": [1, 2]})\n\tfalse\n}").Single().Output.ShouldBe(["x is 1 {\"a\"} {\"k\": [1, 2]}"]);

    [Fact]
    public void A_filter_looks_at_the_full_name()
    {
        const string Module = "package p\n\ntest_a if true\n\ntest_b if true";
        Outcomes(RunWith(Patient with { Filter = TestOptions.ParseFilter("p[.]test_b$") }, Module)).ShouldBe([("test_b", TestOutcome.Passed)]);
        RunWith(Patient with { Filter = TestOptions.ParseFilter("^test") }, Module).ShouldBeEmpty();
        Should.Throw<FormatException>(() => TestOptions.ParseFilter("("));
    }

    [Fact]
    public void A_test_that_does_not_end_is_stopped()
    {
        var result = RunWith(new() { Timeout = TimeSpan.FromMilliseconds(50), Limits = new() { Steps = long.MaxValue, AllocatedBytes = long.MaxValue } }, """
            package p

            test_endless if {
            	xs := numbers.range(1, 3000)
            	count([1 | some a in xs; some b in xs; some c in xs; a + b == c]) == -1
            }
            """).Single();
        result.Outcome.ShouldBe(TestOutcome.Errored);
        result.Error!.Code.ShouldBe("eval_cancel_error");
        result.Error!.Message.ShouldContain("0.05 s");
    }

    [Fact]
    public void Behind_a_test_that_costs_too_much_the_next_one_runs()
    {
        var options = Patient with { Limits = new() { Steps = 1000 } };
        var results = RunWith(options, "package p\n\ntest_a if count(numbers.range(1, 100000)) > 0\n\ntest_next if true");
        Outcomes(results).ShouldBe([("test_a", TestOutcome.Errored), ("test_next", TestOutcome.Passed)]);
        results[0].Error!.Code.ShouldBe("eval_limit_error");
    }

    [Fact]
    public void Coverage_is_of_the_modules_as_they_are_written()
    {
        var modules = Parse("package p\n\nallow if {\n\tinput.x == 1\n\tinput.y == 2\n}\n", "package p_test\n\ntest_case[x] if {\n\tsome x in [1]\n\tnot data.p.allow with input as {\"x\": 2}\n}\n");
        var record = new CoverageRecord();
        Outcomes([.. new TestRunner(modules, RegoObject.Empty, Patient with { Coverage = record }).Run(TimeProvider.System, default)]).ShouldBe([("test_case", TestOutcome.Passed)]);
        var report = CoverageReport.Of(modules, record);
        report.Files[0].Covered.ShouldBe([4]);
        report.Files[0].NotCovered.ShouldBe([3, 5]);
        report.Files[1].NotCovered.ShouldBeEmpty();
    }

    [Fact]
    public void Data_is_there_and_modules_that_do_not_compile_are_refused()
    {
        var data = (RegoObject)RegoJson.Parse("""{"x":{"y":1}}""");
        new TestRunner(Parse("package p\n\ntest_a if data.x.y == 1"), data, Patient).Run(TimeProvider.System, default).Single().Outcome.ShouldBe(TestOutcome.Passed);
        Should.Throw<RegoException>(() => Run("package p\n\ntest_a if x")).Errors[0].Code.ShouldBe("rego_unsafe_var_error");
    }

    [Fact]
    public void Functions_that_reach_out_can_be_replaced_and_do_nothing() =>
        Outcomes(Run("""
            package p

            up if http.send({"method": "get", "url": "http://a"}).status_code == 200

            mock(_) := {"status_code": 200}

            test_mocked if up with http.send as mock

            test_not_available if not up
            """)).ShouldBe([("test_mocked", TestOutcome.Passed), ("test_not_available", TestOutcome.Passed)]);

    [Fact]
    public void In_v0_the_head_of_a_function_alone_is_true()
    {
        const string Module = "package p\n\naccept(\"any\", _)\n\ntest_a { accept(\"any\", 1); not accept(\"some\", 1) }";
        new TestRunner([RegoParser.ParseModule(Module, "", RegoVersion.V0)], RegoObject.Empty, Patient).Run(TimeProvider.System, default).Single().Outcome.ShouldBe(TestOutcome.Passed);
        Should.Throw<RegoException>(() => RegoParser.ParseModule("package p\n\naccept(\"any\", _)"));
    }

    [Fact]
    public void Cancelling_ends_the_run()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => new TestRunner(Parse("package p\n\ntest_a if count([x | some x in numbers.range(1, 100000)]) > 0"), RegoObject.Empty, Patient).Run(TimeProvider.System, cancelled.Token).ToList());
    }

    private static IReadOnlyList<TestResult> Run(params string[] modules) => RunWith(Patient, modules);

    private static IReadOnlyList<TestResult> RunWith(TestOptions options, params string[] modules) => [.. new TestRunner(Parse(modules), RegoObject.Empty, options).Run(TimeProvider.System, default)];

    private static IReadOnlyList<PolicyModule> Parse(params string[] modules) => [.. modules.Select((source, i) => RegoParser.ParseModule(source, $"{i}.rego"))];

    private static IEnumerable<(string, TestOutcome)> Outcomes(IEnumerable<TestResult> results) => results.Select(result => (result.Name, result.Outcome));
}
