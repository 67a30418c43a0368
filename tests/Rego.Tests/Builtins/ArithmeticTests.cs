namespace Attestry.Rego.Tests.Builtins;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("1 + 2", "3")]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("18446744073709551617 * 2", "36893488147419103234")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("10 / 5", "2")]
    [InlineData("1 / 3", "0.33333333333333333334")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("1e6 * 2", "2000000")]
    [InlineData("1 / 10000000", "1e-07")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("ceil(1.01)", "2")]
    [InlineData("floor(-1.001)", "-2")]
    [InlineData("abs(-7)", "7")]
    [InlineData("{1, 2, 3} - {2}", "[1,3]")]
    [InlineData("bits.lsh(1, 70)", "1180591620717411303424")]
    [InlineData("bits.negate(5)", "-6")]
    [InlineData("bits.and(12, -4)", "12")]
    [InlineData("numbers.range(3, 1)", "[3,2,1]")]
    [InlineData("numbers.range_step(1, 10, 4)", "[1,5,9]")]
    [InlineData("sum([0.5, 1])", "1.5")]
    [InlineData("product(set())", "1")]
    [InlineData("max([\"a\", 2])", "\"a\"")]
    [InlineData("min([])", null)]
    [InlineData("sort({3, 1})", "[1,3]")]
    [InlineData("count(\"a😀\")", "2")]
    public void Computes(string expression, string? expected) => BuiltinCalls.Json(expression).ShouldBe(expected);

    [Theory]
    [InlineData("1 / 0", "div: divide by zero")]
    [InlineData("1 % 0", "rem: modulo by zero")]
    [InlineData("1.5 % 2", "rem: modulo on floating-point number")]
    [InlineData("bits.lsh(1, -1)", "bits.lsh: operand 2 must be an unsigned integer number but got a negative integer")]
    [InlineData("numbers.range_step(1, 2, 0)", "numbers.range_step: step must be a positive integer")]
    public void Tells_what_is_wrong(string expression, string message) => BuiltinCalls.Fault(expression).ShouldContain(message);

    [Theory]
    [InlineData("numbers.range(1, 1000000000000)")]
    [InlineData("numbers.range(1, 10000000)")]
    [InlineData("bits.lsh(1, 100000000)")]
    public void Work_without_end_meets_the_budget(string expression) => BuiltinCalls.ShouldExceedItsBudget(expression);

    [Fact]
    public void Draws_the_same_number_for_the_same_text_within_a_query() =>
        BuiltinCalls.Json("count({n | some _ in numbers.range(1, 50); n := rand.intn(\"k\", 1000000)})").ShouldBe("1");
}
