using System.Text;
using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class StrictJsonTests
{
    private sealed record Sample(string Name, int Count);

    [Fact]
    public void Reads_a_plain_document()
    {
        using var document = StrictJson.Parse("""{"a":[1,{"a":2}]}"""u8.ToArray(), 100);
        document.RootElement.GetProperty("a")[1].GetProperty("a").GetInt32().ShouldBe(2);
        StrictJson.Deserialize<Sample>("""{"name":"x","count":3,"more":true}"""u8, 100).ShouldBe(new Sample("x", 3));
    }

    [Theory]
    [InlineData("""{"name":"x","count":1,"count":2}""")]
    [InlineData("""{"name":"x","count":1,"\u0063ount":2}""")]
    [InlineData("""{"name":"x","count":1,"more":{"a":1,"b":2,"a":3}}""")]
    public void Refuses_a_property_that_is_named_twice(string json)
    {
        Should.Throw<JsonException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(json), 1000));
        // An unknown property is skipped, not read; only what is read is compared by the serializer.
        if (!json.Contains("more"))
            Should.Throw<JsonException>(() => StrictJson.Deserialize<Sample>(Encoding.UTF8.GetBytes(json), 1000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"name\":\"x\",\"count\":1,}")]
    [InlineData("{\"name\":\"x\",/* no */\"count\":1}")]
    [InlineData("{\"name\":\"x\",\"count\":\"1\"}")]
    [InlineData("{\"name\":\"x\",\"count\":1} {}")]
    [InlineData("{\"name\":\"x\",\"count\":1")]
    [InlineData("{'name':'x'}")]
    [InlineData("{\"name\":\"x\",\"count\":NaN}")]
    public void Refuses_what_another_reader_might_take_differently(string json) =>
        Should.Throw<JsonException>(() => StrictJson.Deserialize<Sample>(Encoding.UTF8.GetBytes(json), 1000));

    [Fact]
    public void Names_are_exact() =>
        StrictJson.Deserialize<Sample>("""{"name":"x","NAME":"y","count":1}"""u8, 100).Name.ShouldBe("x");

    [Fact]
    public void Refuses_more_bytes_than_allowed_before_it_reads_them()
    {
        var exact = """{"name":"x","count":1}"""u8.ToArray();
        StrictJson.Deserialize<Sample>(exact, exact.Length).Count.ShouldBe(1);
        Should.Throw<JsonException>(() => StrictJson.Deserialize<Sample>(exact, exact.Length - 1)).Message.ShouldContain("at most");
        var huge = new byte[100 << 20];
        Should.Throw<JsonException>(() => StrictJson.Parse(huge, 4 << 20)).Message.ShouldContain("104857600 bytes");
    }

    [Fact]
    public void Refuses_nesting_beyond_its_depth()
    {
        Nested(StrictJson.DeepestNesting).Dispose();
        Should.Throw<JsonException>(() => Nested(StrictJson.DeepestNesting + 1));
        Should.Throw<JsonException>(() => Nested(1_000_000));

        static JsonDocument Nested(int depth) => StrictJson.Parse(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), 10 << 20);
    }

    [Fact]
    public void Refuses_bytes_that_are_not_UTF_8() =>
        Should.Throw<JsonException>(() => StrictJson.Deserialize<Sample>([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"count\":1}"u8], 100));
}
