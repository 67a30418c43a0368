using System.Text;
using Attestry.Vulnerabilities.Versions;

namespace Attestry.Vulnerabilities.Tests.Versions;

/// <summary>Ordered pairs that others published, each the ecosystem's own answer.</summary>
public sealed class VersionCorpusTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "alpine", "Alpine" }, { "alpine-generated", "Alpine" },
        { "debian", "Debian" }, { "debian-generated", "Debian" },
        { "maven", "Maven" }, { "maven-generated", "Maven" },
        { "nuget", "NuGet" },
        { "packagist", "Packagist" }, { "packagist-generated", "Packagist" },
        { "pypi", "PyPI" }, { "pypi-generated", "PyPI" },
        { "redhat", "Red Hat" },
        { "rubygems", "RubyGems" }, { "rubygems-generated", "RubyGems" },
        { "semver", "npm" }, { "semver", "crates.io" }, { "semver", "Go" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Orders_every_pair_as_its_ecosystem_does(string file, string ecosystem)
    {
        if (Corpora.Path($"versions/{file}.txt") is not { } path)
            return;
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        var wrong = new StringBuilder();
        var pairs = 0;
        foreach (var (line, number) in File.ReadLines(path).Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.Length == 0 || line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            var parts = line.Split(' ');
            parts.Length.ShouldBe(3, line);
            var expected = parts[1] switch { "<" => -1, "=" => 0, ">" => 1, _ => throw new FormatException(line) };
            pairs++;
            var (forward, backward) = (Math.Sign(order.Compare(parts[0], parts[2])), Math.Sign(order.Compare(parts[2], parts[0])));
            if (forward != expected || backward != -expected)
                wrong.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{number}: {line} (got {forward}, reversed {backward})");
        }
        pairs.ShouldBeGreaterThan(10);
        wrong.ToString().ShouldBeEmpty();
    }
}
