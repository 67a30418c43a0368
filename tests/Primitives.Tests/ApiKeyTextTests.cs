using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void A_new_key_tells_its_id_and_no_two_are_the_same()
    {
        var ((id, key), other) = (ApiKeyText.Generate(), ApiKeyText.Generate());
        ApiKeyText.TryReadId(key, out var read).ShouldBeTrue();
        read.ShouldBe(id);
        other.Key.ShouldNotBe(key);
        ApiKeyText.HashOf(key).ShouldMatch("^[0-9a-f]{64}$");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("att_0123456789abcdef")]
    [InlineData("att_0123456789abcdef-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("xtt_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_cannot_be_a_key_has_no_id(string? text) => ApiKeyText.TryReadId(text, out _).ShouldBeFalse();
}
