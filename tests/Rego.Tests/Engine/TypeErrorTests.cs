namespace Attestry.Rego.Tests.Engine;

/// <summary>What types say about a policy before it runs.</summary>
public sealed class TypeErrorTests
{
    [Theory]
    [InlineData("a := 1\np if a == \"x\"", "match error\n\tleft  : number\n\tright : string")]
    [InlineData("default a := false\na if input.x\np if a == \"s\"", "match error\n\tleft  : boolean\n\tright : string")]
    [InlineData("a := {\"x\": \"s\"}\np := a.x + 1", "plus: invalid argument(s)\n\thave: (string, number)\n\twant: (number, number)")]
    [InlineData("f(x) := x + 1\np := f(\"s\")", "data.test.f: invalid argument(s)\n\thave: (string)\n\twant: (number)")]
    [InlineData("f(\"a\") := 1\nf(\"b\") := 2\np := f(3)", "data.test.f: invalid argument(s)\n\thave: (number)\n\twant: (string)")]
    [InlineData("p := {\"a\": 1} | {\"b\": 2}", "or: invalid argument(s)\n\thave: (object<a: number>, object<b: number>)\n\twant: (set[any], set[any])")]
    [InlineData("p if { x := split(\"a.b\", \".\"); x[0] == 1 }", "match error\n\tleft  : string\n\tright : number")]
    [InlineData("p if { some x in [1, 2]; x == \"a\" }", "match error\n\tleft  : number\n\tright : string")]
    [InlineData("p if { [_, b] := [1, \"x\"]; b == 1 }", "match error\n\tleft  : string\n\tright : number")]
    [InlineData("q := 1\np := q.z", "undefined ref: data.test.q.z\n\tdata.test.q.z\n\t^^^^^^^^^^^\n\thave: number")]
    [InlineData("a := {\"x\": 1}\np if a.y", "undefined ref: data.test.a.y\n\tdata.test.a.y\n\t            ^\n\t            have: \"y\"\n\t            want (one of): [\"x\"]")]
    [InlineData("s contains \"a\"\np if s[1]", "undefined ref: data.test.s[1]\n\tdata.test.s[1]\n\t            ^\n\t            have: 1\n\t            want (type): string")]
    public void Refuses_what_can_never_hold(string rules, string message) =>
        Policy.Errors($"package test\n{rules}").ShouldHaveSingleItem().ShouldBe($"rego_type_error: {message}");

    [Theory]
    [InlineData("a := 1 if input.x\na := \"s\" if not input.x\np if a == \"s\"")]
    [InlineData("a := {\"x\": 1}\np if data.test.a.y with data.test.a as {\"y\": 1}")]
    [InlineData("f(x) := x + 1 if is_number(x)\nf(x) := \"none\" if is_string(x)\np := f(\"s\")")]
    [InlineData("o[k] := v if some k, v in input\np := object.get(o, [\"x\", \"y\"], true)")]
    [InlineData("p := x if { x := [1, \"a\", {\"b\": true}][_].b }")]
    [InlineData("a := {}\np if not a.foo")]
    [InlineData("p if not data.test.none.at.all")]
    public void Allows_what_may_hold(string rules) => Policy.Result("data.test.p", $"package test\n{rules}", "{}").ShouldNotBe("undefined");

    [Fact]
    public void Types_of_shared_parts_do_not_multiply()
    {
        var rules = string.Join('\n', Enumerable.Range(1, 200).Select(i => $"x{i} := [x{i - 1}, x{i - 1}]\ny{i} := {{\"a\": y{i - 1}, \"b\": x{i - 1}}}"));
        Policy.Errors($"package test\nx0 := [1, \"a\"]\ny0 := {{\"a\": x0}}\n{rules}\np if x200 == y200")
            .ShouldHaveSingleItem().ShouldBe("rego_type_error: match error\n\tleft  : array<any, any>\n\tright : object<a: any, b: any>");
    }
}
