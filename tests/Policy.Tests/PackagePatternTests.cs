using Attestry.Policy.BuiltIn;

namespace Attestry.Policy.Tests;

public sealed class PackagePatternTests
{
    [Theory]
    [InlineData("pkg:npm/event-stream", "pkg:npm/event-stream@3.3.6")]
    [InlineData("pkg:npm/event-stream", "pkg:NPM/Event-Stream@3.3.6")]
    [InlineData("pkg:npm/event-stream@3.*", "pkg:npm/event-stream@3.3.6")]
    [InlineData("pkg:npm/@angular/core", "pkg:npm/%40angular/core@1.0.0")]
    [InlineData("pkg:npm/%40angular/core@1.0.0", "pkg:npm/@angular/core@1.0.0")]
    [InlineData("pkg:npm/@angular/*", "pkg:npm/%40angular/core@1.0.0")]
    [InlineData("pkg:npm/**", "pkg:npm/%40angular/core@1.0.0")]
    [InlineData("pkg:npm/**", "pkg:npm/left-pad")]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0?classifier=x#sub/path")]
    [InlineData("pkg:*/log4j-core", "pkg:generic/log4j-core@1")]
    [InlineData("pkg:pypi/Foo_Bar.baz", "pkg:pypi/foo-bar-baz@1")]
    [InlineData("pkg:deb/debian/openssl@1:3.0", "pkg:deb/debian/openssl@1%3A3.0?arch=amd64")]
    [InlineData("pkg:golang/golang.org/x/crypto@v0.1.0", "pkg:golang/golang.org/x/crypto@v0.1.0")]
    [InlineData("pkg:nuget/newtonsoft.json@12.0.1", "pkg:nuget/Newtonsoft.Json@12.0.1")]
    public void Matches(string pattern, string purl) => Match(pattern, purl).ShouldBeTrue();

    [Theory]
    [InlineData("pkg:npm/event-stream@3.3.6", "pkg:npm/event-stream@3.3.60")]
    [InlineData("pkg:npm/event-stream@3.3.6", "pkg:npm/event-stream")]
    [InlineData("pkg:npm/event-stream", "pkg:npm/event-stream-2@1")]
    [InlineData("pkg:npm/event-stream", "pkg:pypi/event-stream@1")]
    [InlineData("pkg:npm/*", "pkg:npm/%40angular/core@1.0.0")]
    [InlineData("pkg:npm/core", "pkg:npm/%40angular/core@1.0.0")]
    [InlineData("pkg:deb/debian/openssl", "pkg:deb/ubuntu/openssl@1")]
    public void Does_not_match(string pattern, string purl) => Match(pattern, purl).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("event-stream")]
    [InlineData("pkg:")]
    [InlineData("pkg:npm")]
    [InlineData("pkg:npm/")]
    [InlineData("pkg:/name")]
    [InlineData("npm/event-stream")]
    [InlineData("pkg:npm/event-stream?arch=amd64")]
    [InlineData("pkg:npm/event-stream#sub")]
    public void Refuses_what_is_not_a_pattern(string pattern) => PackagePattern.TryParse(pattern, out _).ShouldBeFalse();

    [Fact]
    public void A_package_whose_URL_cannot_be_read_is_judged_by_its_name()
    {
        var list = new DenyList([new() { Package = "pkg:npm/event-stream@3.*", Reason = "bad" }]);
        list.Find(Sample.Package("not a purl") with { Type = "npm", Name = "event-stream", Version = "3.3.6" }).ShouldHaveSingleItem();
        list.Find(Sample.Package("not a purl") with { Type = "npm", Name = "event-stream", Version = "4.0.0" }).ShouldBeEmpty();
    }

    private static bool Match(string pattern, string purl) =>
        new DenyList([new() { Package = pattern, Reason = "bad" }]).Find(Sample.Package(purl)).Any();
}
