namespace Attestry.Primitives.Tests;

public sealed class SentenceTests
{
    [Theory]
    [InlineData("Connection refused", "Connection refused.")]
    [InlineData("Connection refused\n", "Connection refused.")]
    [InlineData("It is gone.", "It is gone.")]
    [InlineData("Is the daemon running?", "Is the daemon running?")]
    public void A_text_ends_as_a_sentence(string text, string expected) => Sentence.End(text).ShouldBe(expected);
}
