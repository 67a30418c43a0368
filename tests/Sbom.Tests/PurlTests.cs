using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Tests;

public sealed class PurlTests
{
    [Theory]
    [InlineData("pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64", "pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64")]
    [InlineData("pkg:deb/Debian/CURL@7.50.3-1?distro=jessie&arch=i386", "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie")]
    [InlineData("PKG:NPM/%40Angular/Animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1")]
    [InlineData("pkg:npm/@babel/core#/googleapis/./api/../annotations/", "pkg:npm/%40babel/core#googleapis/api/annotations")]
    [InlineData("pkg:pypi/My.PyPI_.--._Package@1.11.1.dev1", "pkg:pypi/my-pypi-package@1.11.1.dev1")]
    [InlineData("pkg:Nuget/EnterpriseLibrary.Common@6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304")]
    [InlineData("pkg:golang/github.com/Gorilla/context@234fd47", "pkg:golang/github.com/gorilla/context@234fd47")]
    [InlineData("pkg:generic/openssl@1.1.10g?download_url=https://openssl.org/x.tar.gz&checksum=sha256:de4d", "pkg:generic/openssl@1.1.10g?checksum=sha256:de4d&download_url=https://openssl.org/x.tar.gz")]
    [InlineData("pkg:generic/bitwarderl?vcs_url=git%2Bhttps://host/dxtr/bitwarderl%40cc55&empty=", "pkg:generic/bitwarderl?vcs_url=git%2Bhttps://host/dxtr/bitwarderl%40cc55")]
    [InlineData("pkg://npm//foo@1.0.0", "pkg:npm/foo@1.0.0")]
    public void Writes_the_canonical_form(string text, string canonical)
    {
        Purl.TryParse(text, out var purl).ShouldBeTrue();
        purl.ToString().ShouldBe(canonical);
        Purl.TryParse(canonical, out var again).ShouldBeTrue();
        again.ShouldBe(purl);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("npm/foo@1")]
    [InlineData("pkg:npm")]
    [InlineData("pkg:npm/")]
    [InlineData("pkg:n&m/foo")]
    [InlineData("pkg:3npm/foo")]
    [InlineData("pkg:npm/foo@")]
    [InlineData("pkg:npm/foo%2")]
    [InlineData("pkg:npm/foo%zz")]
    [InlineData("pkg:npm/%ff%fe")]
    [InlineData("pkg:npm/foo@1?in%20production=true")]
    [InlineData("pkg:npm/foo@1?a=1&A=2")]
    public void Refuses_what_is_none(string? text) => Purl.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Takes_the_parts_apart()
    {
        Purl.TryParse("pkg:npm/%40scope/name@1.2.3-%F0%9F%98%83?b=2&a=x%20y#sub/path", out var purl).ShouldBeTrue();
        (purl.Type, purl.Namespace, purl.Name, purl.Version, purl.Subpath).ShouldBe(("npm", "@scope", "name", "1.2.3-😃", "sub/path"));
        purl.Qualifiers.ShouldBe([new("a", "x y"), new("b", "2")]);
    }

    [Fact]
    public void Encodes_what_a_part_may_not_hold()
    {
        var purl = Purl.Create("generic", "a/b c", "n/a?m#e@", "1+2 3", ("k", "a&b=c"));
        purl.ToString().ShouldBe("pkg:generic/a/b%20c/n%2Fa%3Fm%23e%40@1%2B2%203?k=a%26b%3Dc");
        Purl.TryParse(purl.ToString(), out var again).ShouldBeTrue();
        (again.Name, again.Version, again.Qualifiers[0].Value).ShouldBe(("n/a?m#e@", "1+2 3", "a&b=c"));
    }

    [Fact]
    public void Cannot_be_made_without_a_name() => Should.Throw<ArgumentException>(() => Purl.Create("npm", null, "/"));
}
