using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Trust;

public sealed class TrustPolicyTests
{
    [Fact]
    public void Cannot_be_built_trusting_nobody_or_demanding_no_proof()
    {
        Should.Throw<ArgumentException>(() => TrustPolicy.Create([], []));
        Should.Throw<ArgumentException>(() => TrustPolicy.Create([TestSigstore.Identity], [], 0, 0));
        Should.Throw<ArgumentException>(() => TrustPolicy.Create([TestSigstore.Identity], [], -1, 1));
        Should.Throw<ArgumentException>(() => TrustPolicy.Create([TestSigstore.Identity], [], 1, -1));
        TrustPolicy.Create([TestSigstore.Identity], []).UnsafeWithoutSct.ShouldBeFalse();
    }

    [Theory]
    [InlineData("acme", "acme", true)]
    [InlineData("acme", "https://evil/acme", false)]
    [InlineData("acme|evil", "acme-evil", false)]
    [InlineData("https://github\\.com/acme/.*", "https://github.com/acme/app", true)]
    [InlineData("https://github\\.com/acme/.*", "https://githubXcom/acme/app", false)]
    [InlineData("https://github\\.com/acme/.*", "https://evil/?https://github.com/acme/app", false)]
    [InlineData("acme", "acme\n", false)]
    public void An_expression_matches_the_whole_text(string expression, string text, bool matches) =>
        TextPattern.Matching(expression).Matches(text).ShouldBe(matches);

    [Fact]
    public void Refuses_expressions_that_match_by_accident_or_for_ever()
    {
        foreach (var bad in new[] { "", "(", ")(", "a)|(?:b", "(?=a)a", @"(a)\1" })
            Should.Throw<ArgumentException>(() => TextPattern.Matching(bad));
        Should.Throw<ArgumentException>(() => TextPattern.Exactly(""));
        TextPattern.Matching("(a+)+b").Matches(new string('a', 4000)).ShouldBeFalse();
        TextPattern.Matching(".*").Matches(new string('a', 100_000)).ShouldBeFalse();
    }
}
