using Attestry.Primitives;

namespace Attestry.Primitives.Tests;

public sealed class RepositoryPatternTests
{
    [Theory]
    [InlineData("**", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/**", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme/**", "ghcr.io/acme")]
    [InlineData("ghcr.io/*/app", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme/app-*", "ghcr.io/acme/app-web")]
    [InlineData("ghcr.io/acme/app-*", "ghcr.io/acme/app-")]
    [InlineData("ghcr.io/acme/*-*-x", "ghcr.io/acme/a-b-c-x")]
    [InlineData("**/app", "ghcr.io/acme/app")]
    [InlineData("**/app", "app")]
    [InlineData("ghcr.io/**/app/**", "ghcr.io/a/app/b/app/c")]
    [InlineData("*.example:5000/**", "registry.example:5000/x")]
    public void Matches(string pattern, string name) => RepositoryPattern.Matches(pattern, name).ShouldBeTrue();

    [Theory]
    [InlineData("", "ghcr.io/acme/app")]
    [InlineData("*", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/*", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme", "ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme")]
    [InlineData("ghcr.io/acme/**", "ghcr.io/acme-evil/app")]
    [InlineData("ghcr.io/acme/**", "ghcr.io.evil.example/ghcr.io/acme/app")]
    [InlineData("ghcr.io/acme/app", "GHCR.IO/acme/app")]
    [InlineData("ghcr.io/acme/a.p", "ghcr.io/acme/axp")]
    [InlineData("ghcr.io/acme/app-*", "ghcr.io/acme/app-web/x")]
    [InlineData("**/app/x", "ghcr.io/app/y")]
    public void Does_not_match(string pattern, string name) => RepositoryPattern.Matches(pattern, name).ShouldBeFalse();

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_the_square_of_its_length()
    {
        ProcessorTime.Of(() =>
        {
            RepositoryPattern.Matches(string.Concat(Enumerable.Repeat("*a", 2_000)) + "b", new string('a', 4_000)).ShouldBeFalse();
            RepositoryPattern.Matches(string.Concat(Enumerable.Repeat("**/a/", 1_000)) + "b", string.Join('/', Enumerable.Repeat("a", 2_000))).ShouldBeFalse();
        }).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
