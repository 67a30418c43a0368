using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Osv;

public sealed class OsvPackagesTests
{
    [Theory]
    [InlineData("golang", "golang.org/x", "crypto", null, "Go", "golang.org/x/crypto")]
    [InlineData("golang", null, "stdlib", null, "Go", "stdlib")]
    [InlineData("npm", "@angular", "core", null, "npm", "@angular/core")]
    [InlineData("npm", null, "left-pad", null, "npm", "left-pad")]
    [InlineData("pypi", null, "Zope.Interface__x", null, "PyPI", "zope-interface-x")]
    [InlineData("maven", "org.apache.logging.log4j", "log4j-core", null, "Maven", "org.apache.logging.log4j:log4j-core")]
    [InlineData("nuget", null, "Newtonsoft.Json", null, "NuGet", "newtonsoft.json")]
    [InlineData("composer", "symfony", "http-kernel", null, "Packagist", "symfony/http-kernel")]
    [InlineData("cargo", null, "tokio", null, "crates.io", "tokio")]
    [InlineData("gem", null, "rails", null, "RubyGems", "rails")]
    [InlineData("cran", null, "Rcpp", null, "CRAN", "Rcpp")]
    [InlineData("bioconductor", null, "limma", null, "Bioconductor", "limma")]
    [InlineData("hackage", null, "aeson", null, "Hackage", "aeson")]
    [InlineData("deb", "debian", "zlib", "debian-12", "Debian:12", "zlib")]
    [InlineData("deb", "debian", "zlib", "debian-12.5", "Debian:12", "zlib")]
    [InlineData("deb", "ubuntu", "zlib", "ubuntu-22.04", "Ubuntu:22.04:LTS", "zlib")]
    [InlineData("deb", "ubuntu", "zlib", "ubuntu-23.10", "Ubuntu:23.10", "zlib")]
    [InlineData("apk", "alpine", "musl", "alpine-3.19.1", "Alpine:v3.19", "musl")]
    [InlineData("apk", "wolfi", "glibc", null, "Wolfi", "glibc")]
    [InlineData("rpm", "rocky", "openssl", "rocky-9.3", "Rocky Linux:9", "openssl")]
    [InlineData("rpm", "opensuse-leap", "openssl", "opensuse-leap-15.5", "openSUSE:Leap 15.5", "openssl")]
    public void A_package_url_has_a_name_in_osv(string type, string? @namespace, string name, string? distro, string ecosystem, string expected) =>
        OsvPackages.Of(type, @namespace, name, distro).ShouldBe(new OsvPackage(ecosystem, expected));

    [Theory]
    [InlineData("deb", "debian", null)]
    [InlineData("deb", "debian", "debian-trixie")]
    [InlineData("rpm", null, "x-1")]
    [InlineData("oci", null, null)]
    public void What_no_database_covers_has_none(string type, string? @namespace, string? distro) =>
        OsvPackages.Of(type, @namespace, "x", distro).ShouldBeNull();
}
