using Attestry.Rego.Formatting;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Formatting;

public class FormattingTests
{
    [Theory]
    [InlineData("p:=1", "p := 1\n")]
    [InlineData("p = 1", "p := 1\n")]
    [InlineData("p if { true }", "p := true\n")]
    [InlineData("p if input.x", "p if input.x\n")]
    [InlineData("p if { input.x }", "p if input.x\n")]
    [InlineData("p if {\n    input.x }", "p if {\n\tinput.x\n}\n")]
    [InlineData("p if { {1, 2} }", "p if {\n\t{1, 2}\n}\n")]
    [InlineData("p if { input.x; input.y }", "p if {\n\tinput.x\n\tinput.y\n}\n")]
    [InlineData("p contains   x if some x in [1,2]", "p contains x if some x in [1, 2]\n")]
    [InlineData("p if a[\"b\"][\"c-d\"].e[_]", "p if a.b[\"c-d\"].e[_]\n")]
    [InlineData("p if a[\"not\"].if", "p if a[\"not\"].if\n")]
    [InlineData("p := `a\n  b`", "p := `a\n  b`\n")]
    [InlineData("p := \"\\u0041\"", "p := \"\\u0041\"\n")]
    [InlineData("p := $\"a {1+1} b\"", "p := $\"a {1+1} b\"\n")]
    [InlineData("p := -1.50e3", "p := -1.50e3\n")]
    [InlineData("f(x,y):=x+y*2", "f(x, y) := x + (y * 2)\n")]
    [InlineData("p if (1+2)*3 == 9", "p if (1 + 2) * 3 == 9\n")]
    [InlineData("p if plus(1,2,x)", "p if x = 1 + 2\n")]
    [InlineData("p := {(a|b), c}", "p := {(a | b), c}\n")]
    [InlineData("p if { (1, 2 in xs) == true }", "p if (1, 2 in xs) == true\n")]
    [InlineData("p if (x in xs) == true", "p if (x in xs) == true\n")]
    [InlineData("p if x == (y == z)", "p if x == (y == z)\n")]
    [InlineData("p if every x in xs { x > 1; x < 3 }", "p if every x in xs { x > 1; x < 3 }\n")]
    [InlineData("p := [x|some x in xs]", "p := [x | some x in xs]\n")]
    [InlineData("p := {k:v|some k,v in xs\n v}", "p := {k: v |\n\tsome k, v in xs\n\tv\n}\n")]
    [InlineData("p := {\n1,2,\n3}", "p := {\n\t1, 2,\n\t3,\n}\n")]
    [InlineData("p := [\n  # why\n]", "p := [\n\t# why\n]\n")]
    [InlineData("p := [1, # one\n2]", "p := [\n\t1, # one\n\t2,\n]\n")]
    [InlineData("p := set()", "p := set()\n")]
    [InlineData("p if f(1)\nwith input.x as 1\n    with input.y as 2", "p if f(1)\n\twith input.x as 1\n\twith input.y as 2\n")]
    [InlineData("p if {\n x\n\n\n y # why\n # what follows\n z\n}", "p if {\n\tx\n\n\ty # why\n\n\t# what follows\n\tz\n}\n")]
    [InlineData("p := 1 if {\n x\n y\n} else := 2 if {\n z\n}", "p := 1 if {\n\tx\n\ty\n} else := 2 if {\n\tz\n}\n")]
    [InlineData("p := 1 if {\n x\n y\n}\nelse := 2", "p := 1 if {\n\tx\n\ty\n}\n\nelse := 2\n")]
    [InlineData("p := 1\nq := 2\n\nr := 3", "p := 1\nq := 2\n\nr := 3\n")]
    [InlineData("default p := 1\np := 2", "default p := 1\n\np := 2\n")]
    [InlineData("p if {\n\tsome x, y,\n\tz\n\tx + y + z\n}", "p if {\n\tsome x, y,\n\t\tz\n\tx + y + z\n}\n")]
    public void Writes_rules_the_one_way(string source, string formatted) => Of("package a\n" + source).ShouldBe("package a\n\n" + formatted);

    [Fact]
    public void Sorts_imports_within_their_groups_and_keeps_their_comments() =>
        Of("""
            # Copyright
            package a
            # first
            import data.z # last letter
            import data.b as c
            import data.b

            import input.y
            import data.x
            p := z
            """).ShouldBe(
            """
            # Copyright
            package a

            # first
            import data.b
            import data.b as c
            import data.z # last letter

            import data.x
            import input.y

            p := z

            """);

    [Fact]
    public void Keeps_comments_at_the_end_and_blank_lines_between_them() =>
        Of("package a\np := 1\n# one\n\n\n# two").ShouldBe("package a\n\np := 1\n\n# one\n\n# two\n");

    [Fact]
    public void Leaves_v0_syntax_alone_unless_asked()
    {
        const string Source = "package a\nimport future.keywords.in\np[x]{x=1}\nq[\"a\"]=2{input.x}";
        RegoFormatter.Format(Source, "", new() { Version = RegoVersion.V0 })
            .ShouldBe("package a\n\nimport future.keywords.in\n\np[x] {\n\tx = 1\n}\n\nq[\"a\"] = 2 {\n\tinput.x\n}\n");
        RegoFormatter.Format(Source, "", new() { Version = RegoVersion.V0, Both = true })
            .ShouldBe("package a\n\nimport rego.v1\n\np contains x if x = 1\n\nq[\"a\"] := 2 if input.x\n".Replace("x = 1\n\nq", "x = 1\nq", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_the_comment_of_a_further_body_with_it() =>
        RegoFormatter.Format("package a\np[x] {\n x = 1\n # one\n} { # two\n x = 2\n} # three", "", new() { Version = RegoVersion.V0 })
            .ShouldBe("package a\n\np[x] {\n\tx = 1\n\t# one\n}\n\np[x] { # two\n\tx = 2\n} # three\n");

    [Fact]
    public void Drops_imports_that_v1_has_no_use_for() =>
        RegoFormatter.Format("package a\nimport rego.v1\nimport future.keywords.in\nimport data.b\np := b", "", new() { DropV0Imports = true })
            .ShouldBe("package a\n\nimport data.b\n\np := b\n");

    [Fact]
    public void Refuses_what_does_not_parse() =>
        Should.Throw<RegoException>(() => RegoFormatter.Format("package a\np if {", "a.rego")).Message.ShouldContain("a.rego:2");

    [Fact]
    public void Refuses_to_rewrite_what_v1_cannot_say() =>
        Should.Throw<RegoException>(() => RegoFormatter.Format("package a\nif = 1", "", new() { Version = RegoVersion.V0, Both = true }));

    [Fact]
    public void Formats_comments_in_and_beside_template_strings() =>
        Of("package a\np := [$\"{f($\"{x}\")}\", $`{1 # in\n}`] # out").ShouldBe("package a\n\np := [$\"{f($\"{x}\")}\", $`{1 # in\n}`] # out\n");

    [Fact]
    public void Formats_what_nests_deeply_and_what_is_long()
    {
        var deep = $"package a\n\np := {new string('[', 100)}{new string(']', 100)}\n";
        Of(deep).ShouldBe(deep);
        var sum = $"package a\n\np if {string.Join(" + ", Enumerable.Repeat("1", 100))} > 0\n";
        RegoFormatter.Format(Of(sum)).ShouldBe(Of(sum));
        var commented = "package a\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"p{i} := $\"{{input.x}}\" # {i}\n"));
        Of(commented).Split('\n').Length.ShouldBe(20_003);
    }

    private static string Of(string source) => RegoFormatter.Format(source);
}
