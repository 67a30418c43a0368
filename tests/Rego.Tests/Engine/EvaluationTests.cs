using Attestry.Rego.Coverage;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Engine;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("p[q].r := i if q := [\"a\", \"b\"][i]\np.a.s := 7", "{\"a\":{\"r\":0,\"s\":7},\"b\":{\"r\":1}}")]
    [InlineData("p[q] contains r if { q := [\"a\", \"b\"][_]; r := 1 }\np.a contains 2", "{\"a\":[1,2],\"b\":[1]}")]
    [InlineData("default p := 3\np := 1 if input.x else := 2 if input.y", "3")]
    [InlineData("p := [x | some x in [3, 1, 2]; x > 1]", "[3,2]")]
    [InlineData("p := x if { x > 1; x = 2 }", "2")]
    [InlineData("p if { [x, {\"a\": y}] = [1, {\"a\": 2}]; x + y == 3 }", "true")]
    [InlineData("p := v if { some k; v := {\"a\": 1}[k] }", "1")]
    [InlineData("p := foo if { some foo; foo == [2, 1, 0][foo] }", "1")]
    [InlineData("p if not q with input.a as 2\nq if input.a == 1", "true")]
    [InlineData("p := x if x := q with input as {\"a\": 1} with input.b as 2\nq := input", "{\"a\":1,\"b\":2}")]
    [InlineData("p := x if x := f(3) with f as g\nf(x) := x\ng(x) := x + 1", "4")]
    [InlineData("p := x if x := count([1]) with count as 7", "7")]
    [InlineData("p if every k, v in {\"a\": 1, \"b\": 2} { v > 0; k != \"c\" }", "true")]
    [InlineData("f(0) := \"zero\"\nf([x, _]) := x\nf({\"k\": v}) := v\np := [f(0), f([1, 2]), f({\"k\": 3})]", "[\"zero\",1,3]")]
    [InlineData("default f(_) := 9\nf(x) := 1 if x == 1\np := [f(1), f(2)]", "[1,9]")]
    [InlineData("p := $\"{1 + 1} of {input.none}\"", "\"2 of <undefined>\"")]
    public void Answers(string rules, string wanted) => Policy.Result("data.test.p", $"package test\n{rules}", "{}").ShouldBe(wanted);

    [Theory]
    [InlineData("p if not f(input.x)\nf(_) := true", "undefined")]
    [InlineData("import future.keywords.not\np if not f(input.x)\nf(_) := true", "true")]
    [InlineData("import future.keywords.not\np if not { x := 1; x == 2 }", "true")]
    [InlineData("p if not input.x == 1", "true")]
    public void Negates_what_is_undefined_as_OPA_does(string rules, string wanted) =>
        Policy.Result("data.test.p", $"package test\n{rules}", "{}").ShouldBe(wanted);

    [Fact]
    public void Merges_rules_with_base_documents()
    {
        const string module = "package a.b\nc := 1";
        Policy.Result("data.a", module, data: """{"a":{"b":{"d":2},"e":3}}""").ShouldBe("""{"b":{"c":1,"d":2},"e":3}""");
    }

    [Fact]
    public void Shapes_results_as_OPA_does()
    {
        var results = Policy.Prepare("x := 1; x == 2; data.test.p", "package test\np := {1, 2}").Query(Policy.Request());
        QueryResult.Document(results).ToString().ShouldBe(
            """{"result":[{"bindings":{"x":1},"expressions":[{"location":{"col":1,"row":1},"text":"x := 1","value":true},"""
            + """{"location":{"col":9,"row":1},"text":"x == 2","value":false},{"location":{"col":17,"row":1},"text":"data.test.p","value":[1,2]}]}]}""");
    }

    [Fact]
    public void Answers_an_undefined_query_with_no_result() =>
        QueryResult.Document(Policy.Prepare("data.test.q", "package test\np := 1").Query(Policy.Request())).ToString().ShouldBe("{}");

    [Theory]
    [InlineData("p := 1\np := 2", "complete rules must not produce multiple outputs")]
    [InlineData("p := f(1)\nf(x) := x\nf(x) := x + 1", "functions must not produce multiple outputs for same inputs")]
    [InlineData("p := {k: v | some k in [1, 1]; some v in [2, 3]}", "object keys must be unique")]
    [InlineData("p[x] := y if { some x in [1, 1]; some y in [2, 3] }", "object keys must be unique")]
    public void Reports_values_in_conflict(string rules, string message)
    {
        var query = Policy.Prepare("data.test.p", $"package test\n{rules}");
        var error = Should.Throw<RegoException>(() => query.Evaluate(Policy.Request())).Errors.ShouldHaveSingleItem();
        (error.Code, error.Message).ShouldBe(("eval_conflict_error", message));
    }

    [Fact]
    public void Faults_of_functions_end_the_evaluation_only_where_they_are_strict()
    {
        var query = Policy.Prepare("data.test.p", "package test\np := 1 / input.zero");
        query.Evaluate(Policy.Request("""{"zero":0}""")).ShouldBeEmpty();
        Should.Throw<RegoException>(() => query.Evaluate(Policy.Request("""{"zero":0}""") with { Strict = true }))
            .Errors.ShouldHaveSingleItem().ToString().ShouldStartWith("0.rego:2: eval_builtin_error: div: divide by zero");
    }

    [Fact]
    public void Prints_values_and_what_is_undefined()
    {
        var lines = new List<string>();
        var query = Policy.Prepare("data.test.p", "package test\np contains x if { x := [1, 2][_]; print(\"x:\", x, input.none) }");
        query.Evaluate(Policy.Request("{}") with { Listener = lines.Add });
        lines.ShouldBe(["x: 1 <undefined>", "x: 2 <undefined>"]);
    }

    [Fact]
    public void Annotations_are_there_at_evaluation()
    {
        const string module = """
            # METADATA
            # title: all
            package test

            # METADATA
            # title: one
            # authors:
            # - Jane <jane@example.org>
            p := rego.metadata.rule()

            q := [link.path | some link in rego.metadata.chain()]
            """;
        Policy.Result("data.test.p", module).ShouldBe("""{"authors":[{"email":"jane@example.org","name":"Jane"}],"scope":"rule","title":"one"}""");
        Policy.Result("data.test.q", module).ShouldBe("""[["test","q"],["test"]]""");
    }

    [Fact]
    public void Coverage_names_the_lines_that_were_reached()
    {
        var module = RegoParser.ParseModule("package test\n\np if {\n\tinput.a\n\tinput.b\n}\n\nq if p", "a.rego");
        var record = new CoverageRecord();
        RegoCompiler.Compile([module], coverage: true).Prepare("data.test.p").Evaluate(Policy.Request("""{"a":true}""") with { Coverage = record });

        var file = CoverageReport.Of([module], record).Files.ShouldHaveSingleItem();
        file.Covered.ShouldBe([4, 5]);
        file.NotCovered.ShouldBe([3, 8]);
        file.Percent.ShouldBe(50);
    }

    [Fact]
    public void Data_is_replaced_between_evaluations_not_within_one()
    {
        var store = new RegoStore(RegoObject.Empty);
        var query = Policy.Prepare("x = data.n", "package test");
        query.Evaluate(Policy.Request() with { Data = store.Data }).ShouldBeEmpty();
        store.Update(_ => (RegoObject)RegoJson.Parse("""{"n":1}"""));
        query.Evaluate(Policy.Request() with { Data = store.Data })[0].ToString().ShouldBe("""{"x":1}""");
    }

    [Fact]
    public async Task One_query_answers_many_threads()
    {
        var query = Policy.Prepare("data.test.p = x", "package test\np := {y | some y in input; y % 2 == 0}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => query.Evaluate(Policy.Request("[1,2,3,4]"))[0].ToString())));
        answers.ShouldAllBe(a => a == """{"x":[2,4]}""");
    }

    [Fact]
    public void A_function_that_stands_in_for_another_may_call_it() =>
        Policy.Result("data.test.p", "package test\np := n if n := count(\"abc\") with count as twice\ntwice(x) := 2 * count(x)").ShouldBe("6");
}
