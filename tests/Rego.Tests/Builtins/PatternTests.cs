namespace Attestry.Rego.Tests.Builtins;

public sealed class PatternTests
{
    [Theory]
    [InlineData(@"regex.match(`^[a-z]+\[[0-9]+\]$`, `foo[1]`)", "true")]
    [InlineData(@"regex.match(`a$`, ""a\n"")", "false")]
    [InlineData(@"regex.match(`(?m)a$`, ""a\nb"")", "true")]
    [InlineData(@"regex.match(`^\d+$`, ""٣"")", "false")]
    [InlineData(@"regex.match(`^[[:alpha:]\d]+$`, `a1`)", "true")]
    [InlineData(@"regex.match(`(?i)^abc$`, `ABC`)", "true")]
    [InlineData(@"regex.match(`^\Qa.b\E$`, `a.b`)", "true")]
    [InlineData(@"regex.match(`^\pL+$`, `äb`)", "true")]
    [InlineData(@"regex.find_n(`a.`, `paranormal`, 2)", "[\"ar\",\"an\"]")]
    [InlineData(@"regex.find_all_string_submatch_n(`a(?P<x>x*)b`, `-axxb-ab-`, -1)", "[[\"axxb\",\"xx\"],[\"ab\",\"\"]]")]
    [InlineData(@"regex.split(`a`, `banana`)", "[\"b\",\"n\",\"n\",\"\"]")]
    [InlineData(@"regex.replace(`ab12`, `([a-z]+)(\d+)`, `$2-${1}`)", "\"12-ab\"")]
    [InlineData(@"regex.template_match(`urn:{[a-z]+}:x`, `urn:abc:x`, `{`, `}`)", "true")]
    [InlineData(@"regex.globs_match(`[a-z]+`, `[0-9]*`)", "false")]
    [InlineData(@"regex.globs_match(`a.a.[0-9]+z`, `.b.b2359825792*594823z`)", "true")]
    [InlineData(@"glob.match(`*.github.com`, [], `api.github.com`)", "true")]
    [InlineData(@"glob.match(`*.github.com`, [], `api.cdn.github.com`)", "false")]
    [InlineData(@"glob.match(`**.github.com`, [], `api.cdn.github.com`)", "true")]
    [InlineData(@"glob.match(`{cat,[fr]at}`, null, `rat`)", "true")]
    [InlineData(@"glob.match(`[!a-c]at`, [], `bat`)", "false")]
    [InlineData(@"glob.quote_meta(`*.x`)", "\"\\\\*.x\"")]
    public void Matches_as_expected(string expression, string expected) => BuiltinCalls.Json(expression).ShouldBe(expected);

    [Theory]
    [InlineData("++")]
    [InlineData("a**")]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData("a{1001}")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[z-a]")]
    [InlineData("$^[[[")]
    public void Refuses_what_is_not_RE2(string pattern) => BuiltinCalls.Json($"regex.is_valid(`{pattern}`)").ShouldBe("false");

    [Fact]
    public void Catastrophic_patterns_stay_linear() =>
        BuiltinCalls.Json("regex.match(`^(a+)+$`, concat(``, [c | some i in numbers.range(1, 5000); c := `aaaaaaaaab`]))").ShouldBe("false");

    [Fact]
    public void A_huge_pattern_is_refused() =>
        BuiltinCalls.Json("regex.is_valid(concat(``, [c | some i in numbers.range(1, 20000); c := `a`]))").ShouldBe("false");
}
