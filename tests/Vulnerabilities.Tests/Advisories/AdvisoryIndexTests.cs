using System.IO.Compression;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.Tests.Osv;

namespace Attestry.Vulnerabilities.Tests.Advisories;

public sealed class AdvisoryIndexTests
{
    private const string All = """{"introduced":"0"}""";

    private static readonly OsvPackage Package = new("Go", "example.com/a");

    [Fact]
    public void Advisories_about_one_vulnerability_are_one_match()
    {
        var index = Index(
            Advisory.Of(All, id: "GHSA-1", more: ""","aliases":["CVE-2026-1"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"""),
            Advisory.Of("""{"introduced":"0"},{"fixed":"1.2.0"}""", id: "GO-1", more: ""","aliases":["CVE-2026-1"],"summary":"Overflow" """),
            Advisory.Of(All, id: "OTHER-1"));
        var matches = VulnerabilityMatcher.Match(index, Package, "v1.0.0");
        matches.Select(match => match.Id).ShouldBe(["CVE-2026-1", "OTHER-1"]);
        matches[0].Ids.ShouldBe(["CVE-2026-1", "GHSA-1", "GO-1"]);
        matches[0].FixedIn.ShouldBe("1.2.0");
        matches[0].Summary.ShouldBe("Overflow");
        matches[0].Severity.ShouldBe(Severity.Critical);
        matches[1].Severity.ShouldBe(Severity.Unknown);
    }

    [Fact]
    public void Who_knows_better_outweighs_who_cannot_tell()
    {
        var commits = Advisory.Of(All, type: "GIT", id: "CVE-2026-1");
        VulnerabilityMatcher.Match(Index(commits), Package, "v1.0.0").ShouldHaveSingleItem().Match.ShouldBe(OsvMatch.Unknown);
        var both = Index(commits, Advisory.Of(All, id: "GO-1", more: ""","aliases":["CVE-2026-1"]"""));
        VulnerabilityMatcher.Match(both, Package, "v1.0.0").ShouldHaveSingleItem().Match.ShouldBe(OsvMatch.Affected);
    }

    [Fact]
    public void A_severity_of_another_scale_is_a_word()
    {
        var ubuntu = Advisory.Of(All, more: ""","severity":[{"type":"Ubuntu","score":"high"}]""");
        VulnerabilityMatcher.Match(Index(ubuntu), Package, "v1.0.0").ShouldHaveSingleItem().Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public void The_newest_version_of_cvss_counts_and_of_that_the_highest_score()
    {
        var index = Index(Advisory.Of(All, more: """
            ,"severity":[
              {"type":"CVSS_V2","score":"AV:N/AC:L/Au:N/C:C/I:C/A:C"},
              {"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N"},
              {"type":"CVSS_V3","score":"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"},
              {"type":"CVSS_V4","score":"no vector"}]
            """));
        VulnerabilityMatcher.Match(index, Package, "v1.0.0").ShouldHaveSingleItem().Score.ShouldNotBeNull().Score.ShouldBe(7.8m);
    }

    [Theory]
    [InlineData("moderate", Severity.Medium)]
    [InlineData("CRITICAL", Severity.Critical)]
    [InlineData("purple", Severity.Unknown)]
    public void Without_a_vector_the_databases_word_counts(string word, Severity severity) =>
        VulnerabilityMatcher.Match(Index(Advisory.Of(All, more: $$""","database_specific":{"severity":"{{word}}"}""")), Package, "v1.0.0")
            .ShouldHaveSingleItem().Severity.ShouldBe(severity);

    [Theory]
    [InlineData("unimportant", Severity.Info)]
    [InlineData("low", Severity.Critical)]
    [InlineData("not yet assigned", Severity.Critical)]
    public void What_the_distribution_calls_unimportant_is_so(string urgency, Severity severity)
    {
        var advisory = Advisory.Read($$"""
            {
              "id": "DSA-1", "modified": "2026-01-02T03:04:05Z",
              "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
              "affected": [{
                "package": { "ecosystem": "Debian:12", "name": "zlib" },
                "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }] }],
                "ecosystem_specific": { "urgency": "{{urgency}}" }
              }]
            }
            """);
        VulnerabilityMatcher.Match(Index(advisory), new("Debian:12", "zlib"), "1").ShouldHaveSingleItem().Severity.ShouldBe(severity);
    }

    [Fact]
    public void The_newest_form_of_an_advisory_counts()
    {
        var builder = new AdvisoryIndexBuilder();
        builder.Add(Advisory.Of(All) with { Modified = DateTimeOffset.UnixEpoch.AddDays(2), Withdrawn = DateTimeOffset.UnixEpoch });
        builder.Add(Advisory.Of(All) with { Modified = DateTimeOffset.UnixEpoch.AddDays(1) });
        builder.Build().Find(Package).ShouldBeEmpty();
        builder.Add(Advisory.Of(All) with { Modified = DateTimeOffset.UnixEpoch.AddDays(3) });
        builder.Build().Find(Package).ShouldHaveSingleItem();
        builder.Build().Modified.ShouldBe(DateTimeOffset.UnixEpoch.AddDays(3));
    }

    [Fact]
    public void An_index_is_replaced_as_a_whole()
    {
        var database = new AdvisoryDatabase(AdvisoryIndex.Empty);
        var before = database.Current;
        database.Find(Package).ShouldBeEmpty();
        database.Modified.ShouldBeNull();
        database.Replace(Index(Advisory.Of(All)));
        database.Find(Package).ShouldHaveSingleItem();
        database.Count.ShouldBe(1);
        before.Find(Package).ShouldBeEmpty();
    }

    [Fact]
    public void A_release_finds_its_own_and_those_of_every_release()
    {
        var index = Index(
            Advisory.Of(All, "Alpine:v3.19", "zlib", "ECOSYSTEM", "A"),
            Advisory.Of(All, "Alpine", "zlib", "ECOSYSTEM", "B"),
            Advisory.Of(All, "Alpine:v3.18", "zlib", "ECOSYSTEM", "C"));
        index.Find(new("Alpine:v3.19", "zlib")).Select(advisory => advisory.Id).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void A_damaged_entry_is_a_finding_and_the_others_are_read()
    {
        using var zip = Zip(("good.json", """{"id":"X","modified":"2026-01-01T00:00:00Z"}"""), ("bad.json", "{"), ("readme.txt", "{"));
        var builder = new AdvisoryIndexBuilder().AddArchive(zip);
        builder.Build().Count.ShouldBe(1);
        var finding = builder.Findings.ShouldHaveSingleItem();
        finding.Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        finding.Location.ShouldBe("bad.json");
    }

    [Fact]
    public void What_is_no_archive_is_a_finding()
    {
        using var nothing = new MemoryStream(new byte[1000]);
        AdvisoryArchive.Read(nothing).ShouldHaveSingleItem().Problem.ShouldNotBeNull().Id.ShouldBe(VulnerabilityFindings.ArchiveMalformed);
    }

    [Fact]
    public void A_bomb_is_read_up_to_the_limit()
    {
        using var zip = Zip(("bomb.json", new string(' ', VulnerabilityLimits.AdvisoryBytes * 2)));
        zip.Length.ShouldBeLessThan(100_000);
        AdvisoryArchive.Read(zip).ShouldHaveSingleItem().Problem.ShouldNotBeNull().Id.ShouldBe(VulnerabilityFindings.AdvisoryTooLarge);
    }

    [Fact]
    public void Damaged_bytes_at_any_place_never_throw()
    {
        using var zip = Zip(("a.json", """{"id":"X","modified":"2026-01-01T00:00:00Z"}"""), ("b.json", """{"id":"Y","modified":"2026-01-01T00:00:00Z"}"""));
        var whole = zip.ToArray();
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x55;
            using var stream = new MemoryStream(damaged);
            AdvisoryArchive.Read(stream).Count().ShouldBeLessThan(10);
            using var cut = new MemoryStream(whole[..i]);
            AdvisoryArchive.Read(cut).Count().ShouldBeLessThan(10);
        }
    }

    [Fact]
    public void Findings_have_an_end()
    {
        var builder = new AdvisoryIndexBuilder();
        for (var i = 0; i < VulnerabilityLimits.FindingsPerArchive + 5; i++)
            builder.Add(OsvReader.Read("{"u8.ToArray()));
        builder.Findings.Count.ShouldBe(VulnerabilityLimits.FindingsPerArchive + 1);
        builder.Findings[^1].Id.ShouldBe(VulnerabilityFindings.MoreFindings);
    }

    private static AdvisoryIndex Index(params OsvAdvisory[] advisories)
    {
        var builder = new AdvisoryIndexBuilder();
        foreach (var advisory in advisories)
            builder.Add(advisory);
        return builder.Build();
    }

    private static MemoryStream Zip(params (string Name, string Text)[] entries)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var content = archive.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        zip.Position = 0;
        return zip;
    }
}
