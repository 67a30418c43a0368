using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Engine;

/// <summary>What is wrong with a policy is said in OPA's words, with its code and place.</summary>
public sealed class CompilerErrorTests
{
    [Theory]
    [InlineData("p if x > 1", "rego_unsafe_var_error: var x is unsafe")]
    [InlineData("p if not q[x]\nq contains 1", "rego_unsafe_var_error: var x is unsafe")]
    [InlineData("p := y if { y := x; x > 0 }", "rego_unsafe_var_error: var x is unsafe")]
    [InlineData("p if { b := y + 1; c := y + b }", "rego_unsafe_var_error: var b is unsafe")]
    [InlineData("p := x if x := 1 with nothing as 2", "rego_type_error: with keyword target must reference existing input, data, or a function")]
    [InlineData("f(x) := x\ng(x, y) := x\np := x if x := f(1) with f as g", "rego_type_error: data.test.f: arity mismatch")]
    [InlineData("default p := input.x", "rego_parse_error: illegal default rule (value cannot contain ref)")]
    [InlineData("default p := [x]", "rego_parse_error: illegal default rule (value cannot contain var)")]
    [InlineData("default f(x, x) := 1", "rego_parse_error: illegal default rule (arguments cannot be repeated x)")]
    [InlineData("default f([x]) := 1", "rego_parse_error: illegal default rule (arguments cannot contain array)")]
    [InlineData("import future.keywords.nothing", "rego_parse_error: unexpected keyword, must be one of [contains every if in not]")]
    [InlineData("import future.nothing", "rego_parse_error: invalid import, must be `future.keywords`")]
    [InlineData("import rego.v2", "rego_parse_error: invalid import `rego.v2`, must be `rego.v1`")]
    [InlineData("f(x) := y", "rego_unsafe_var_error: var y is unsafe")]
    [InlineData("p if q\nq if p", "rego_recursion_error: rule data.test.p is recursive: data.test.p -> data.test.q -> data.test.p")]
    [InlineData("f(x) := f(x)", "rego_recursion_error: rule data.test.f is recursive: data.test.f -> data.test.f")]
    [InlineData("p if data.test[_]", "rego_recursion_error: rule data.test.p is recursive: data.test.p -> data.test.p")]
    [InlineData("p if { x := 1; x := 2 }", "rego_compile_error: var x assigned above")]
    [InlineData("p if { x == 1; x := 2 }", "rego_compile_error: var x referenced above")]
    [InlineData("p if { some x; some x; x = 1 }", "rego_compile_error: var x declared above")]
    [InlineData("p if { some x; true }", "rego_compile_error: declared var x unused")]
    [InlineData("p := nothing(1)", "rego_type_error: undefined function nothing")]
    [InlineData("f(x) := x\np := f(1, 2, 3)", "rego_type_error: function data.test.f has arity 1, got 3 arguments")]
    [InlineData("p := count(1)", "rego_type_error: count: invalid argument(s)\n\thave: (number)\n\twant: (any<string, array[any], object[any: any], set[any]>)")]
    [InlineData("p if { x := \"a\"; x + 1 > 2 }", "rego_type_error: plus: invalid argument(s)\n\thave: (string, number)\n\twant: (number, number)")]
    [InlineData("p if { x := \"a\"; x == 1 }", "rego_type_error: match error\n\tleft  : string\n\tright : number")]
    [InlineData("p if count([1]) == \"1\"", "rego_type_error: match error\n\tleft  : number\n\tright : string")]
    [InlineData("p := 1\np contains 2", "rego_type_error: conflicting rules data.test.p found")]
    [InlineData("f(x) := x\nf(x, y) := x", "rego_type_error: conflicting rules data.test.f found")]
    [InlineData("default p := 1\ndefault p := 2", "rego_type_error: multiple default rules data.test.p found at 0.rego:2, 0.rego:3")]
    [InlineData("p := 1\np.q := 2", "rego_type_error: rule data.test.p conflicts with [data.test.p.q]")]
    [InlineData("import data.a.x\nimport data.b.x\np if x", "rego_compile_error: import must not shadow import data.a.x")]
    [InlineData("input := 1", "rego_compile_error: rules must not shadow input (use a different rule name)")]
    [InlineData("p if { data := 1 }", "rego_compile_error: variables must not shadow data (use a different variable name)")]
    public void Reports(string rules, string error) =>
        Policy.Errors($"package test\n{rules}").ShouldContain(error);

    [Fact]
    public void Reports_a_package_where_a_rule_is() =>
        Policy.Errors("package a\nb := 1", "package a.b\nc := 1")
            .ShouldContain(e => e.StartsWith("rego_type_error: package a.b conflicts with rule b defined at 0.rego:2", StringComparison.Ordinal));

    [Fact]
    public void Reports_only_variables_that_nothing_can_bind() =>
        Policy.Errors("package test\np if { x > y; y = 1; z := [x | true] }").Distinct().ShouldBe(["rego_unsafe_var_error: var x is unsafe"]);

    [Fact]
    public void Reports_each_variable_that_nothing_can_bind_once() =>
        Policy.Errors("package test\np if { y + zz > 1; b := y + zz }").ShouldBe([
            "rego_unsafe_var_error: var y is unsafe",
            "rego_unsafe_var_error: var zz is unsafe",
            "rego_unsafe_var_error: var b is unsafe",
        ]);

    [Theory]
    [InlineData("import data.a\np := 1", "rego_compile_error: import data.a unused")]
    [InlineData("p if { x := 1 }", "rego_compile_error: assigned var x unused")]
    [InlineData("f(x) := 1", "rego_compile_error: unused argument x. (hint: use _ (wildcard variable) instead)")]
    public void Strict_mode_reports_what_is_not_used(string rules, string error)
    {
        var module = RegoParser.ParseModule($"package test\n{rules}");
        RegoCompiler.Compile([module]);

        Should.Throw<RegoException>(() => RegoCompiler.Compile([module], strict: true))
            .Errors.Select(e => $"{e.Code}: {e.Message}").ShouldBe([error]);
    }

    [Fact]
    public void A_syntax_error_shows_file_line_and_column()
    {
        var error = Should.Throw<RegoException>(() => RegoParser.ParseModule("package test\n\np if {\n\tx = = 1\n}", "a.rego")).Errors[0];
        error.Code.ShouldBe("rego_parse_error");
        (error.Location.File, error.Location.Row, error.Location.Column).ShouldBe(("a.rego", 4, 6));
        error.ToString().ShouldBe("a.rego:4: rego_parse_error: unexpected = token\n\tx = = 1\n\t    ^");
    }
}
