namespace Attestry.Rego.Tests.Builtins;

public sealed class StringTests
{
    [Theory]
    [InlineData("concat(\",\", {\"b\", \"a\"})", "a,b")]
    [InlineData("format_int(-255, 16)", "-ff")]
    [InlineData("format_int(8.9, 8)", "10")]
    [InlineData("replace(\"aXbX\", \"X\", \"--\")", "a--b--")]
    [InlineData("strings.replace_n({\"f\": \"x\", \"foo\": \"xxx\"}, \"foobar\")", "xoobar")]
    [InlineData("strings.reverse(\"a😀b\")", "b😀a")]
    [InlineData("substring(\"äöü\", 1, 1)", "ö")]
    [InlineData("substring(\"abc\", 1, -1)", "bc")]
    [InlineData("trim(\"  x.\", \" .\")", "x")]
    [InlineData("trim_prefix(\"v1\", \"v\")", "1")]
    [InlineData("sprintf(\"%05d|%-4s|%x|%q\", [42, \"ab\", 255, \"q\\\"\"])", "00042|ab  |ff|\"q\\\"\"")]
    [InlineData("sprintf(\"%v %v\", [{\"a\": {1, 2}}, true])", "{\"a\": {1, 2}} true")]
    [InlineData("sprintf(\"%.2f %e %g %v\", [3.14159, 1234.5, 1e21, 1e6])", "3.14 1.234500e+03 1e+21 1e+06")]
    [InlineData("sprintf(\"%d %s\", [\"x\"])", "%!d(string=x) %!s(MISSING)")]
    [InlineData("sprintf(\"ok\", [1])", "ok%!(EXTRA int=1)")]
    [InlineData("sprintf(\"%[2]d %[1]d %%\", [1, 2])", "2 1 %")]
    [InlineData("sprintf(\"%+d % d %#x %b %o %c %U\", [5, 5, 255, 5, 8, 65, 65])", "+5  5 0xff 101 10 A U+0041")]
    [InlineData("sprintf(\"%6.2f|%-6d|%06d\", [3.14159, 42, -42])", "  3.14|42    |-00042")]
    [InlineData("sprintf(\"%T %T %T\", [1, 1.5, \"s\"])", "int float64 string")]
    [InlineData("strings.render_template(`{{range $i, $n := .names}}{{if $i}},{{end}}{{$n}}{{else}}none{{end}}`, {\"names\": [\"a\", \"b\"]})", "a,b")]
    [InlineData("strings.render_template(`{{if eq .a 1}}one{{else if gt .a 1}}more{{end}} {{ .missing }}`, {\"a\": 2})", "more <undefined>")]
    public void Makes_text(string expression, string expected) => BuiltinCalls.Evaluate(expression).ShouldBeOfType<Values.RegoString>().Value.ShouldBe(expected);

    [Theory]
    [InlineData("indexof(\"a😀b\", \"b\")", "2")]
    [InlineData("indexof_n(\"aaa\", \"aa\")", "[0,1]")]
    [InlineData("split(\"a.b\", \".\")", "[\"a\",\"b\"]")]
    [InlineData("strings.split_n(\"a.b.c\", \".\", -1)", "[\"c\"]")]
    [InlineData("strings.count(\"cheese\", \"e\")", "3")]
    [InlineData("strings.any_prefix_match({\"a/b\"}, [\"x\", \"a/\"])", "true")]
    [InlineData("strings.any_suffix_match(\"a/b\", \"/c\")", "false")]
    [InlineData("startswith(\"abc\", \"ab\")", "true")]
    public void Looks_into_text(string expression, string expected) => BuiltinCalls.Json(expression).ShouldBe(expected);

    [Theory]
    [InlineData("substring(\"a\", -1, 1)", "negative offset")]
    [InlineData("indexof(\"a\", \"\")", "empty search character")]
    [InlineData("strings.render_template(\"{{if}}\", {})", "template")]
    public void Tells_what_is_wrong(string expression, string message) => BuiltinCalls.Fault(expression).ShouldContain(message);

    [Theory]
    [InlineData("[s | some _ in numbers.range(1, 200); s := sprintf(\"%999999d\", [1])]")]
    [InlineData("replace(concat(\"\", [c | some i in numbers.range(1, 4000); c := \"aaaaaaaaaa\"]), \"a\", concat(\"\", [c | some i in numbers.range(1, 4000); c := \"bbbbbbbbbb\"]))")]
    public void Growth_meets_the_budget(string expression) => BuiltinCalls.ShouldExceedItsBudget(expression);
}
