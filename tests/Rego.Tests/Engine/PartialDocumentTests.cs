namespace Attestry.Rego.Tests.Engine;

/// <summary>Rules that make one document together, and read each other's parts of it.</summary>
public sealed class PartialDocumentTests
{
    [Theory]
    [InlineData("a[x] := y if some x, y in {\"u\": 1}\na.b := a.u + 1", """{"b":2,"u":1}""")]
    [InlineData("a[x] := y if some x, y in {\"u\": 1}\na.b := a.u + 1\na.c := a.b + a.u", """{"b":2,"c":3,"u":1}""")]
    [InlineData("a[x] := y if some x, y in {\"u\": 1}\na.d.e := a.u + 1\na.d.f := a.d.e + 1", """{"d":{"e":2,"f":3},"u":1}""")]
    [InlineData("a[x].y := 1 if some x in [\"u\", \"v\"]\na.b.y := a.u.y + 1\na.c.z := a.b.y + a.v.y", """{"b":{"y":2},"c":{"z":3},"u":{"y":1},"v":{"y":1}}""")]
    [InlineData("a[x] contains 1 if some x in [\"u\"]\na.n := count(a.u)", """{"n":1,"u":[1]}""")]
    public void A_part_reads_another(string rules, string wanted) => Policy.Result("data.test.a", $"package test\n{rules}", "{}").ShouldBe(wanted);

    [Fact]
    public void A_part_is_read_alone_as_within_the_whole()
    {
        const string rules = "package test\na[x] := y if some x, y in {\"u\": 1}\na.b := a.u + 1";
        Policy.Result("data.test.a.b", rules).ShouldBe("2");
        Policy.Result("data.test.a.none", rules).ShouldBe("undefined");
    }

    [Fact]
    public void A_part_reads_what_stands_in_for_another() => Policy.Result(
        "data.test.p",
        "package test\na[x] := y if some x, y in {\"u\": 1}\na.b := a.u + 1\np := x if x := a.b with data.test.a.u as 10").ShouldBe("11");

    [Theory]
    [InlineData("a[x] := y if { some x in [\"u\"]; y := a.b }\na.b := 1")]
    [InlineData("a.b := count(a)\na[x] := 1 if x := \"u\"")]
    [InlineData("a.b := 1 if { some k; a[k] == 2 }\na[x] := 1 if x := \"u\"")]
    public void A_part_that_may_be_its_own_is_refused(string rules) =>
        Policy.Errors($"package test\n{rules}")[0].ShouldStartWith("rego_recursion_error");
}
