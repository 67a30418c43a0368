using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;
using Xunit.Abstractions;

namespace Attestry.Vulnerabilities.Tests.Advisories;

/// <summary>The whole Go vulnerability database.</summary>
public sealed class GoDatabaseTests(ITestOutputHelper output)
{
    private static readonly Lazy<AdvisoryIndex?> Database = new(() => Build(out _));

    [Fact]
    public void Is_built_in_seconds()
    {
        AdvisoryIndex? index = null;
        AdvisoryIndexBuilder? builder = null;
        var time = ProcessorTime.Of(() => index = Build(out builder));
        if (index is null)
            return;
        output.WriteLine($"{index.Count} advisories of {index.Packages} packages in {time.TotalMilliseconds:F0} ms");
        builder!.Findings.ShouldBeEmpty();
        // 4,291 advisories, of which 17 are withdrawn.
        index.Count.ShouldBe(4274);
        time.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("stdlib", "go1.20.0", "CVE-2022-41724", "1.20.1")]
    [InlineData("stdlib", "go1.19.5", "CVE-2022-41724", "1.19.6")]
    [InlineData("google.golang.org/protobuf", "v1.32.0", "CVE-2024-24786", "1.33.0")]
    public void Known_versions_are_affected(string module, string version, string id, string fixedIn)
    {
        if (Database.Value is not { } index)
            return;
        var match = VulnerabilityMatcher.Match(index, new("Go", module), version).Where(match => match.Id == id).ShouldHaveSingleItem();
        match.Match.ShouldBe(OsvMatch.Affected);
        match.FixedIn.ShouldBe(fixedIn);
    }

    [Theory]
    [InlineData("stdlib", "go1.19.6", "CVE-2022-41724")]
    [InlineData("stdlib", "go1.20.1", "CVE-2022-41724")]
    [InlineData("google.golang.org/protobuf", "v1.33.0", "CVE-2024-24786")]
    [InlineData("example.com/not/there", "v1.0.0", "CVE-2024-24786")]
    public void Fixed_versions_are_not(string module, string version, string id)
    {
        if (Database.Value is not { } index)
            return;
        VulnerabilityMatcher.Match(index, new("Go", module), version).ShouldNotContain(match => match.Ids.Contains(id));
    }

    [Fact]
    public void Every_fix_closes_its_range_and_every_beginning_opens_it()
    {
        if (Database.Value is null)
            return;
        using var zip = File.OpenRead(Corpora.Path("osv-go.zip")!);
        var looked = 0;
        foreach (var advisory in AdvisoryArchive.Read(zip).Select(reading => reading.Advisory!).Where(advisory => advisory.Withdrawn is null))
        {
            foreach (var (affected, range) in advisory.Affected.SelectMany(affected => affected.Ranges.Select(range => (affected, range))))
            {
                foreach (var e in range.Events)
                {
                    // A version that fixes one range may lie in another of the same package.
                    var alone = affected with { Ranges = [range] };
                    var expected = e.Kind == OsvEventKind.Introduced ? OsvMatch.Affected : OsvMatch.NotAffected;
                    var version = e.Version == "0" ? "v0.0.0-00010101000000-000000000000" : $"v{e.Version}";
                    OsvMatcher.IsAffected(alone, version).ShouldBe(expected, $"{advisory.Id} {affected.Name} {version}");
                    looked++;
                }
            }
        }
        looked.ShouldBeGreaterThan(12_000);
    }

    private static AdvisoryIndex? Build(out AdvisoryIndexBuilder? builder)
    {
        builder = null;
        if (Corpora.Path("osv-go.zip") is not { } path)
            return null;
        using var zip = File.OpenRead(path);
        builder = new AdvisoryIndexBuilder().AddArchive(zip);
        return builder.Build();
    }
}
