using System.Text;
using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class BoundedTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("plain text, Grüße, 漢字", "plain text, Grüße, 漢字")]
    [InlineData("two\r\nlines\tand\u0000nul", "two??lines?and?nul")]
    [InlineData("\u001b[31mred", "?[31mred")]
    [InlineData("user\u202Egnp.exe", "user?gnp.exe")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero?width?")]
    [InlineData("a\u2028b\u2029c\u0085d", "a?b?c?d")]
    [InlineData("tag \U000E0041 sequence", "tag ? sequence")]
    [InlineData("smile \U0001F600", "smile \U0001F600")]
    public void Makes_foreign_text_safe_to_repeat(string? text, string safe) => Bounded.Quote(text).ShouldBe(safe);

    [Fact]
    public void Text_that_is_needed_whole_is_made_safe_without_a_bound() =>
        Bounded.Printable("\u001b" + new string('x', 500)).ShouldBe("?" + new string('x', 500));

    [Fact]
    public void Unpaired_surrogates_do_not_get_through() => Bounded.Quote("a\uD83Db\uDE00").ShouldBe("a?b?");

    [Fact]
    public void Cuts_after_120_characters_and_never_through_one()
    {
        Bounded.Quote(new string('x', 120)).ShouldBe(new string('x', 120));
        Bounded.Quote(new string('x', 121)).ShouldBe(new string('x', 120) + "…");
        var cut = Bounded.Quote(new string('x', 119) + "\U0001F600");
        cut.ShouldBe(new string('x', 119) + "…");
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(cut).ShouldBe(122);
    }
}
