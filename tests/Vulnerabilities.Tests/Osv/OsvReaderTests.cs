using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Osv;

public sealed class OsvReaderTests
{
    [Fact]
    public void Reads_what_a_decision_needs()
    {
        var advisory = Advisory.Read("""
            {
              "schema_version": "1.7.0", "id": "GHSA-1", "modified": "2026-01-02T03:04:05Z", "published": "2026-01-01T00:00:00Z",
              "aliases": ["CVE-2026-1"], "upstream": ["CVE-2026-2"], "summary": "Overflow", "details": "…", "unknown": {"x": [1]},
              "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
              "affected": [{
                "package": { "ecosystem": "Debian:12", "name": "zlib", "purl": "pkg:deb/debian/zlib" },
                "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": "1.3-1" }] }, { "type": "GIT", "repo": "https://example.com", "events": [{ "introduced": "0" }] }],
                "versions": ["1.2-1"],
                "ecosystem_specific": { "urgency": "unimportant" }
              }],
              "database_specific": { "severity": "HIGH" }
            }
            """);
        advisory.Id.ShouldBe("GHSA-1");
        advisory.Modified.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        advisory.Aliases.ShouldBe(["CVE-2026-1"]);
        advisory.Upstream.ShouldBe(["CVE-2026-2"]);
        advisory.DatabaseSeverity.ShouldBe("HIGH");
        advisory.Severity.ShouldHaveSingleItem().Type.ShouldBe("CVSS_V3");
        var affected = advisory.Affected.ShouldHaveSingleItem();
        affected.Urgency.ShouldBe("unimportant");
        affected.Versions.ShouldBe(["1.2-1"]);
        affected.Ranges.Select(range => range.Type).ShouldBe([OsvRangeType.Ecosystem, OsvRangeType.Git]);
        affected.Ranges[0].Events.ShouldBe([new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, "1.3-1")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"","modified":"2026-01-02T03:04:05Z"}""")]
    [InlineData("""{"id":"X"}""")]
    [InlineData("""{"id":"X","modified":"yesterday"}""")]
    [InlineData("""{"id":7,"modified":"2026-01-02T03:04:05Z"}""")]
    [InlineData("""{"id":"X","id":"Y","modified":"2026-01-02T03:04:05Z"}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","aliases":[1]}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","affected":{}}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","affected":[1]}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","affected":[{"package":[]}]}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","affected":[{"ranges":[{"type":"SEMVER","events":[{"fixed":1}]}]}]}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z","withdrawn":true}""")]
    [InlineData("""{"id":"X","modified":"2026-01-02T03:04:05Z"} x""")]
    public void Half_an_advisory_is_none(string json)
    {
        var reading = OsvReader.Read(Encoding.UTF8.GetBytes(json), "a\nb.json");
        reading.Advisory.ShouldBeNull();
        reading.Problem.ShouldNotBeNull().Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        reading.Problem.Location.ShouldBe("a?b.json");
    }

    [Fact]
    public void Too_much_of_anything_is_a_finding()
    {
        var aliases = string.Join(',', Enumerable.Range(0, VulnerabilityLimits.Aliases + 1).Select(i => $"\"A-{i}\""));
        Problem($$"""{"id":"X","modified":"2026-01-02T03:04:05Z","aliases":[{{aliases}}]}""").ShouldBe(VulnerabilityFindings.AdvisoryTooLarge);
        Problem($$"""{"id":"{{new string('x', VulnerabilityLimits.NameCharacters + 1)}}","modified":"2026-01-02T03:04:05Z"}""").ShouldBe(VulnerabilityFindings.AdvisoryTooLarge);
        Problem(new string(' ', VulnerabilityLimits.AdvisoryBytes + 1)).ShouldBe(VulnerabilityFindings.AdvisoryTooLarge);
        Problem(new string('[', 100_000)).ShouldBe(VulnerabilityFindings.AdvisoryMalformed);

        static string Problem(string json) => OsvReader.Read(Encoding.UTF8.GetBytes(json)).Problem.ShouldNotBeNull().Id;
    }
}
