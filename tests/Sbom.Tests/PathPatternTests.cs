using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Tests;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("var/lib/dpkg/status", "var/lib/dpkg/status", true)]
    [InlineData("var/lib/dpkg/status", "srv/var/lib/dpkg/status", false)]
    [InlineData("var/lib/dpkg/status", "lib/dpkg/status", false)]
    [InlineData("var/lib/dpkg/status.d/*", "var/lib/dpkg/status.d/base", true)]
    [InlineData("var/lib/dpkg/status.d/*", "var/lib/dpkg/status.d/a/b", false)]
    [InlineData("**/*.deps.json", "app/a.deps.json", true)]
    [InlineData("**/*.deps.json", "a.deps.json", true)]
    [InlineData("**/*.deps.json", "app/deps.json", false)]
    [InlineData("**/node_modules/*/package.json", "app/node_modules/a/package.json", true)]
    [InlineData("**/node_modules/*/package.json", "node_modules/a/package.json", true)]
    [InlineData("**/node_modules/*/package.json", "node_modules/a/test/package.json", false)]
    [InlineData("**/node_modules/@*/*/package.json", "x/node_modules/@s/a/package.json", true)]
    [InlineData("**/node_modules/@*/*/package.json", "x/node_modules/s/a/package.json", false)]
    public void Matches_whole_paths(string pattern, string path, bool matches) => new PathPattern(pattern).Matches(path).ShouldBe(matches);

    [Theory]
    [InlineData("**")]
    [InlineData("a//b")]
    [InlineData("a/*b*")]
    public void Refuses_what_it_could_not_match(string pattern) => Should.Throw<ArgumentException>(() => new PathPattern(pattern));
}
