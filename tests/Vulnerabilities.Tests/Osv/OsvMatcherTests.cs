using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Osv;

public sealed class OsvMatcherTests
{
    private static readonly OsvPackage Go = new("Go", "example.com/a");

    [Theory]
    [InlineData("""{"introduced":"0"}""", "v0.0.1", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"fixed":"1.2.0"}""", "v1.1.9", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"fixed":"1.2.0"}""", "v1.2.0", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"0"},{"fixed":"1.2.0"}""", "v1.2.0-rc1", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"fixed":"1.2.0"}""", "v1.2.0+incompatible", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"0"},{"last_affected":"1.2.0"}""", "v1.2.0", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"last_affected":"1.2.0"}""", "v1.2.1", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"1.0.0"},{"fixed":"1.0.5"},{"introduced":"1.1.0"},{"fixed":"1.1.3"}""", "v1.0.7", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"1.0.0"},{"fixed":"1.0.5"},{"introduced":"1.1.0"},{"fixed":"1.1.3"}""", "v1.1.0", OsvMatch.Affected)]
    [InlineData("""{"fixed":"1.1.3"},{"introduced":"1.1.0"},{"fixed":"1.0.5"},{"introduced":"1.0.0"}""", "v1.1.2", OsvMatch.Affected)]
    [InlineData("""{"introduced":"1.0.0"},{"fixed":"1.0.0"}""", "v1.0.0", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"1.0.0"},{"last_affected":"1.0.0"}""", "v1.0.0", OsvMatch.Affected)]
    [InlineData("""{"introduced":"1.0.0"},{"last_affected":"1.0.0"}""", "v1.0.1", OsvMatch.NotAffected)]
    [InlineData("""{"last_affected":"1.0.0"},{"introduced":"1.5.0"},{"fixed":"1.6.0"},{"introduced":"0"}""", "v1.2.0", OsvMatch.NotAffected)]
    [InlineData("""{"last_affected":"1.0.0"},{"introduced":"1.5.0"},{"fixed":"1.6.0"},{"introduced":"0"}""", "v1.5.0", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"fixed":"1.2.0"}""", "v0.0.0-20200101000000-abcdefabcdef", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"limit":"1.0.0"},{"limit":"2.0.0"}""", "v1.5.0", OsvMatch.Affected)]
    [InlineData("""{"fixed":"1.2.0"}""", "v1.0.0", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"0"},{"limit":"2.0.0"}""", "v1.9.0", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0"},{"limit":"2.0.0"}""", "v2.0.0", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"0"},{"limit":"2.0.0"},{"limit":"*"}""", "v3.0.0", OsvMatch.Affected)]
    [InlineData("""{"introduced":"0","fixed":"1.2.0"}""", "v1.3.0", OsvMatch.NotAffected)]
    [InlineData("", "v1.0.0", OsvMatch.NotAffected)]
    [InlineData("""{"introduced":"0"}""", "", OsvMatch.Unknown)]
    public void Evaluates_a_range_as_the_schema_says(string events, string version, OsvMatch expected) =>
        OsvMatcher.IsAffected(Advisory.Of(events), Go, version).ShouldBe(expected);

    [Theory]
    [InlineData("1.2-1", OsvMatch.Affected)]
    [InlineData("1:1.0-1", OsvMatch.NotAffected)]
    [InlineData("1.3~rc1-1", OsvMatch.Affected)]
    public void Judges_an_ecosystem_range_in_the_ecosystems_order(string version, OsvMatch expected) =>
        OsvMatcher.IsAffected(
            Advisory.Of("""{"introduced":"0"},{"fixed":"1.3-1"}""", "Debian:12", "zlib", "ECOSYSTEM"), new("Debian:12", "zlib"), version).ShouldBe(expected);

    [Theory]
    [InlineData("Debian:12", "zlib", OsvMatch.Affected)]
    [InlineData("Debian:11", "zlib", OsvMatch.NotAffected)]
    [InlineData("Debian:12", "zlib1g", OsvMatch.NotAffected)]
    [InlineData("Ubuntu:12", "zlib", OsvMatch.NotAffected)]
    public void Keeps_releases_and_packages_apart(string ecosystem, string name, OsvMatch expected) =>
        OsvMatcher.IsAffected(Advisory.Of("""{"introduced":"0"}""", "Debian:12", "zlib", "ECOSYSTEM"), new(ecosystem, name), "1").ShouldBe(expected);

    [Fact]
    public void An_entry_without_a_release_speaks_about_every_release() =>
        OsvMatcher.IsAffected(Advisory.Of("""{"introduced":"0"}""", "Alpine", "zlib", "ECOSYSTEM"), new("Alpine:v3.19", "zlib"), "1").ShouldBe(OsvMatch.Affected);

    [Fact]
    public void A_listed_version_is_affected_whatever_the_ranges_say()
    {
        var advisory = Advisory.Of("""{"introduced":"0"},{"fixed":"1.0"}""", "PyPI", "Foo.Bar", "ECOSYSTEM", versions: "\"2.0.0\"");
        OsvMatcher.IsAffected(advisory, OsvPackage.Of("PyPI", "foo_bar"), "2.0").ShouldBe(OsvMatch.Affected);
        OsvMatcher.IsAffected(advisory, OsvPackage.Of("PyPI", "foo_bar"), "2.1").ShouldBe(OsvMatch.NotAffected);
    }

    [Fact]
    public void Commits_beside_a_list_of_versions_do_not_count()
    {
        var advisory = Advisory.Of("""{"introduced":"0"},{"fixed":"abcdef"}""", "PyPI", "x", "GIT", versions: "\"2.0rc1\"");
        OsvMatcher.IsAffected(advisory, OsvPackage.Of("PyPI", "x"), "2.0-c.1").ShouldBe(OsvMatch.Affected);
        OsvMatcher.IsAffected(advisory, OsvPackage.Of("PyPI", "x"), "2.0").ShouldBe(OsvMatch.NotAffected);
    }

    [Fact]
    public void A_withdrawn_advisory_affects_nothing() =>
        OsvMatcher.IsAffected(Advisory.Of("""{"introduced":"0"}""", more: ""","withdrawn":"2026-02-01T00:00:00Z" """), Go, "v1.0.0").ShouldBe(OsvMatch.NotAffected);

    [Theory]
    [InlineData("Go", "GIT")]
    [InlineData("Go", "NEWKIND")]
    [InlineData("Unheard Of Linux", "ECOSYSTEM")]
    public void What_cannot_be_compared_is_not_called_unaffected(string ecosystem, string type) =>
        OsvMatcher.IsAffected(Advisory.Of("""{"introduced":"0"},{"fixed":"abcdef"}""", ecosystem, type: type), new(ecosystem, "example.com/a"), "1.0.0").ShouldBe(OsvMatch.Unknown);

    [Theory]
    [InlineData("v1.0.2", "1.0.5")]
    [InlineData("v1.1.0", "1.1.3")]
    [InlineData("v2.0.0", null)]
    [InlineData("v1.0.6", null)]
    public void Names_the_next_version_without_the_vulnerability(string version, string? expected)
    {
        var advisory = Advisory.Of("""{"introduced":"1.0.0"},{"fixed":"1.0.5"},{"introduced":"1.1.0"},{"fixed":"1.1.3"},{"introduced":"2.0.0"}""");
        OsvMatcher.FixedIn(advisory.Affected[0], version).ShouldBe(expected);
    }
}
