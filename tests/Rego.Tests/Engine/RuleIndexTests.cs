using System.Globalization;

namespace Attestry.Rego.Tests.Engine;

/// <summary>Rules and entries that are left out unseen must be those that could not hold.</summary>
public sealed class RuleIndexTests
{
    private static readonly string ByKind = string.Join('\n', Enumerable.Range(0, 20).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"deny contains {i} if {{ input.level > {i}; input.kind == \"k{i}\" }}")));

    [Theory]
    [InlineData("""{"kind":"k7","level":9}""", "[7,100]")]
    [InlineData("""{"kind":"k7","level":3}""", "[100]")]
    [InlineData("""{"kind":["k7"],"level":9}""", "[100]")]
    [InlineData("""{"level":9}""", "[100]")]
    public void Tries_the_rules_of_the_input_and_those_for_any(string input, string wanted) =>
        Policy.Result("data.test.deny", $"package test\n{ByKind}\ndeny contains 100", input).ShouldBe(wanted);

    [Fact]
    public void Tries_other_rules_under_another_input() => Policy.Result(
        "data.test.p",
        $"package test\n{ByKind}\np := [x, y] if {{ x := deny with input as {{\"kind\": \"k1\", \"level\": 9}}; y := deny with input.kind as \"k2\" }}",
        """{"kind":"k7","level":9}""").ShouldBe("[[1],[2]]");

    [Fact]
    public void Numbers_are_found_however_they_are_written() => Policy.Result(
        "data.test.p", "package test\np contains 1 if input.n == 1\np contains 2 if input.n == 2\np contains 3 if input.n == 3\np contains 4 if input.n == 4.0", """{"n":4}""").ShouldBe("[4]");

    [Fact]
    public void An_else_branch_is_tried_where_the_first_body_does_not_hold() => Policy.Result(
        "data.test.p",
        "package test\np := 1 if input.k == \"a\"\np := 2 if input.k == \"b\"\np := 3 if input.k == \"c\"\np := 4 if { input.k == \"d\" } else := 5 if input.k == \"e\"\np := 6 if input.k == \"f\"",
        """{"k":"e"}""").ShouldBe("5");

    [Fact]
    public void Functions_are_found_by_their_literals() => Policy.Result(
        "data.test.p",
        "package test\nf(\"a\") := 1\nf(\"b\") := 2\nf(\"c\") := 3\nf(\"d\") := 4\nf(x) := 9 if { is_number(x); x > 5 }\ndefault f(_) := 0\np := [f(\"a\"), f(\"d\"), f(\"e\"), f(input.n)]",
        """{"n":7}""").ShouldBe("[1,4,0,9]");

    [Fact]
    public void A_mocked_comparison_is_asked_about_every_rule() => Policy.Result(
        "count(data.test.deny) with equal as true", $"package test\n{ByKind}", """{"kind":"k7","level":100}""").ShouldBe("20");

    [Theory]
    [InlineData("some p in input.packages; p.name == n")]
    [InlineData("some p in input.packages; n == p.name")]
    [InlineData("some p in input.packages; p.name = n")]
    [InlineData("some i; p := input.packages[i]; p.name == n")]
    [InlineData("some p in {q | some q in input.packages}; p.name == n")]
    public void A_repeated_walk_finds_what_a_single_one_finds(string walk)
    {
        var packages = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"name":"n{{i % 10}}","id":{{i}}}""").Append("""{"id":99}""").Append("7"));
        Policy.Result("[x | some n in [\"n3\", \"n7\", \"none\", \"n3\"]; x := count(data.test.ids(n))]", $"package test\nids(n) := {{p.id | {walk}}}", $$"""{"packages":[{{packages}}]}""").ShouldBe("[4,4,0,4]");
        Policy.Result("data.test.p", $"package test\np := {{[n, p.id] | some n in [\"n3\", \"none\", \"n7\"]; {walk}}}", $$"""{"packages":[{{packages}}]}""")
            .ShouldBe("""[["n3",3],["n3",13],["n3",23],["n3",33],["n7",7],["n7",17],["n7",27],["n7",37]]""");
    }
}
