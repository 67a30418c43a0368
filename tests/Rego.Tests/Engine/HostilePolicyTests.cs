using System.Text;
using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Engine;

/// <summary>A policy that asks for too much is stopped with an error; nothing hangs and the process lives.</summary>
public sealed class HostilePolicyTests
{
    private static readonly EvaluationLimits Small = new() { Steps = 1_000_000, AllocatedBytes = 256 << 20, OutputValues = 100_000 };

    [Theory]
    [InlineData("xs := [1, 2, 3, 4, 5, 6, 7, 8, 9]\np := count([1 | xs[_]; xs[_]; xs[_]; xs[_]; xs[_]; xs[_]; xs[_]; xs[_]; xs[_]])")]
    [InlineData("p := count(numbers.range(1, 1000000000000))")]
    [InlineData("p := numbers.range(1, 500000)")]
    public void Is_stopped(string rules)
    {
        var query = Policy.Prepare("x = data.test.p", $"package test\n{rules}");
        Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request(limits: Small)));
    }

    [Fact]
    public void Values_that_double_with_each_rule_are_stopped()
    {
        var module = new StringBuilder("package test\na0 := [1, 2]\nb0 := [1, 2]\n");
        for (var i = 1; i <= 60; i++)
            module.Append($"a{i} := [a{i - 1}, a{i - 1}]\nb{i} := [b{i - 1}, b{i - 1}]\n");
        module.Append("p if a60 == b60\n");
        var query = Policy.Prepare("data.test.p", module.ToString());
        Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request(limits: Small)));
    }

    [Fact]
    public void Rules_that_call_each_other_very_deeply_are_stopped()
    {
        var module = new StringBuilder("package test\nr0 := 1\n");
        for (var i = 1; i <= 3000; i++)
            module.Append($"r{i} := r{i - 1} + 1\n");
        var query = Policy.Prepare("data.test.r3000", module.ToString());
        Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request())).Message.ShouldContain("500 levels");
        OnSmallStack(() => Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request(limits: new() { Depth = int.MaxValue }))));
    }

    [Fact]
    public void A_body_of_many_thousand_expressions_does_not_end_the_process()
    {
        var module = $"package test\np if {{\n{string.Concat(Enumerable.Repeat("1 == 1\n", 20_000))}}}";
        var query = Policy.Prepare("data.test.p", module);
        OnSmallStack(() => Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request())));
    }

    [Fact]
    public void A_value_nested_many_thousand_deep_does_not_end_the_process()
    {
        var module = new StringBuilder("package test\nr0 := [1]\n");
        for (var i = 1; i <= 6_000; i++)
            module.Append($"r{i} := [r{i - 1}]\n");
        module.Append("p if { ").Append(string.Join("; ", Enumerable.Range(0, 15).Select(i => $"r{i * 400}"))).Append("; {r6000} }\n");
        var query = Policy.Prepare("data.test.p", module.ToString());
        OnSmallStack(() => Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request())));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('(')]
    public void Deep_nesting_is_a_syntax_error(char bracket) =>
        Should.Throw<RegoException>(() => RegoParser.ParseModule($"package test\np := {new string(bracket, 100_000)}"))
            .Errors[0].Message.ShouldContain("max recursion depth exceeded");

    [Theory]
    [InlineData(" + 1")]
    [InlineData(" | {1}")]
    [InlineData(" == 1")]
    public void Long_chains_of_operators_are_a_syntax_error(string part) =>
        Should.Throw<RegoException>(() => RegoParser.ParseModule($"package test\np := 1{string.Concat(Enumerable.Repeat(part, 100_000))}"))
            .Errors[0].Message.ShouldContain("max recursion depth exceeded");

    [Fact]
    public void Long_chains_of_else_are_a_syntax_error() =>
        Should.Throw<RegoException>(() => RegoParser.ParseModule($"package test\np := 1 if false{string.Concat(Enumerable.Repeat(" else := 1 if false", 100_000))}"))
            .Errors[0].Code.ShouldBe("rego_parse_error");

    [Theory]
    [InlineData("package test\np := input", ".a", "")]
    [InlineData("package test\np := input", "[0]", "")]
    [InlineData("package test\np", ".a", " := 1")]
    [InlineData("package a", ".a", "\np := 1")]
    [InlineData("package test\np := y if { y := ", "{ true | ", "}")]
    [InlineData("package test\np := y if { y := ", "{1:2 | ", "}")]
    public void Long_references_and_nested_doubts_are_a_syntax_error_in_time(string before, string part, string after) =>
        Should.Throw<RegoException>(() => RegoParser.ParseModule(before + string.Concat(Enumerable.Repeat(part, 100_000)) + after))
            .Errors[0].Message.ShouldContain("max recursion depth exceeded");

    [Fact]
    public void A_number_of_a_million_digits_is_refused() =>
        Should.Throw<RegoException>(() => RegoParser.ParseModule($"package test\np := {new string('9', 1_000_000)}"))
            .Errors[0].Message.ShouldContain("expected number");

    [Fact]
    public void Rules_whose_types_hang_on_each_other_very_deeply_compile()
    {
        var module = new StringBuilder("package test\n");
        for (var i = 0; i < 5_000; i++)
            module.Append($"r{i} := r{i + 1}\n");
        module.Append("r5000 := 1\n");
        OnSmallStack(() => Policy.Prepare("data.test.r4999", module.ToString()).Evaluate(Policy.Request()).Count.ShouldBe(1));
    }

    [Theory]
    [InlineData("concat(\"\", [s, s, s, s, s, s, s, s])")]
    [InlineData("strings.replace_n({\"a\": s}, s)")]
    [InlineData("replace(s, \"a\", s)")]
    public void A_text_that_would_not_fit_into_memory_is_not_made(string call)
    {
        var query = Policy.Prepare("data.test.p", $"package test\ns := sprintf(\"%s\", [concat(\"a\", split(base64.encode(json.marshal(numbers.range(1, 2000000))), \"A\"))])\np := count({call})");
        Should.Throw<BudgetException>(() => query.Evaluate(Policy.Request()));
    }

    [Fact]
    public void Recursion_that_ends_with_the_stack_is_told_where_the_stack_is_there_again()
    {
        var query = Policy.Prepare("data.test.p", """
            package test
            p := json.match_schema({"a": 1}, {"$ref": "#"})
            """);
        OnSmallStack(() =>
        {
            try
            {
                query.Evaluate(Policy.Request());
                throw new InvalidOperationException("It was not stopped.");
            }
            catch (BudgetException)
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            }
        });
    }

    [Fact]
    public void A_rule_of_one_value_stops_at_its_first_way()
    {
        var query = Policy.Prepare("data.test", "package test\nxs := numbers.range(1, 1000)\np if { xs[_]; xs[_]; xs[_] }\nq contains 1 if { xs[_]; xs[_]; xs[_] }\nf(x) if { xs[_]; xs[_]; x }\nr := f(1)");
        query.Query(Policy.Request(limits: Small)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("f(", ", input[y{0}])")]
    [InlineData("[", ", input[y{0}]]")]
    [InlineData("f(input[y{0}], ", ")")]
    public void Nesting_that_waits_for_a_variable_is_refused_in_time(string open, string close)
    {
        var module = new StringBuilder("package test\nf(a, b) := [a, b]\np if ");
        for (var i = 0; i < 80; i++)
            module.Append(open.Replace("{0}", $"{i}", StringComparison.Ordinal));
        module.Append('x');
        for (var i = 0; i < 80; i++)
            module.Append(close.Replace("{0}", $"{i}", StringComparison.Ordinal));
        Policy.Errors(module.ToString()).ShouldContain("rego_unsafe_var_error: var x is unsafe");
    }

    [Fact]
    public void Nested_unification_that_waits_for_a_variable_is_refused_in_time()
    {
        var left = string.Concat(Enumerable.Repeat("[", 80)) + "x" + string.Concat(Enumerable.Range(0, 80).Select(i => $", a{i}]"));
        var right = string.Concat(Enumerable.Repeat("[", 80)) + "y" + string.Concat(Enumerable.Range(0, 80).Select(i => $", {i}]"));
        Policy.Errors($"package test\np if {left} = {right}").ShouldContain("rego_unsafe_var_error: var x is unsafe");
    }

    [Fact]
    public void Is_cancelled_at_once()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var query = Policy.Prepare("data.test.p", "package test\nxs := numbers.range(1, 1000)\np := count([1 | xs[_]; xs[_]])");
        Should.Throw<OperationCanceledException>(() => query.Evaluate(Policy.Request(), source.Token));
    }

    // Fails the test instead of the process only if nothing overflows: an overflow would end the run.
    private static void OnSmallStack(Action act)
    {
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    act();
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            },
            512 * 1024);
        thread.Start();
        thread.Join();
        thrown.ShouldBeNull();
    }
}
