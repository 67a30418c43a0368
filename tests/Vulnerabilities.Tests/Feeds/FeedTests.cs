using System.Text;
using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Feeds;

public sealed class FeedTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Alpine_lists_what_was_fixed()
    {
        var index = Index(AlpineSecurityDatabase.Read(
            Utf8("""
                {"distroversion":"v3.22","reponame":"main","packages":[
                  {"pkg":{"name":"curl","secfixes":{"8.14.0-r1":["CVE-2026-1 GHSA-1","CVE-2026-2"],"8.15.0-r0":["CVE-2026-2"],"0":["CVE-2026-3"]}}}]}
                """),
            Day));
        var package = new OsvPackage("Alpine:v3.22", "curl");
        VulnerabilityMatcher.Match(index, package, "8.13.0-r0").Select(match => match.Id).ShouldBe(["CVE-2026-1", "CVE-2026-2"]);
        VulnerabilityMatcher.Match(index, package, "8.14.0-r1").Select(match => (match.Id, match.FixedIn)).ShouldBe([("CVE-2026-2", "8.15.0-r0")]);
        VulnerabilityMatcher.Match(index, package, "8.15.0-r0").ShouldBeEmpty();
        VulnerabilityMatcher.Match(index, package, "8.13.0-r0")[0].Ids.ShouldContain("GHSA-1");
    }

    [Fact]
    public void Debian_says_what_is_open_resolved_and_not_yet_looked_at()
    {
        var index = Index(DebianTracker.Read(
            Utf8("""
                {"zlib":{
                  "CVE-2026-1":{"description":"overflow","releases":{"bookworm":{"status":"resolved","fixed_version":"1:1.2-3","urgency":"high"},"trixie":{"status":"resolved","fixed_version":"0"},"sid":{"status":"open"}}},
                  "CVE-2026-2":{"releases":{"bookworm":{"status":"open","urgency":"unimportant"}}},
                  "TEMP-1":{"releases":{"bookworm":{"status":"undetermined"}}}}}
                """),
            Day));
        var bookworm = new OsvPackage("Debian:12", "zlib");
        var old = VulnerabilityMatcher.Match(index, bookworm, "1:1.2-1");
        old.Select(match => (match.Id, match.Match, match.FixedIn, match.Severity)).ShouldBe(
        [
            ("CVE-2026-1", OsvMatch.Affected, "1:1.2-3", Severity.High),
            ("CVE-2026-2", OsvMatch.Affected, null, Severity.Info),
            ("TEMP-1", OsvMatch.Unknown, null, Severity.Unknown),
        ]);
        VulnerabilityMatcher.Match(index, bookworm, "1:1.2-3").ShouldNotContain(match => match.Id == "CVE-2026-1");
        VulnerabilityMatcher.Match(index, new("Debian:13", "zlib"), "1:1.2-1").ShouldBeEmpty();
    }

    [Fact]
    public void Red_Hat_ties_packages_to_releases_by_relationships()
    {
        var index = Index(CsafAdvisory.Read(Utf8(Csaf)));
        var nine = new OsvPackage("Red Hat:9", "openssl");
        var match = VulnerabilityMatcher.Match(index, nine, "1:3.0.7-20.el9").ShouldHaveSingleItem();
        (match.Id, match.FixedIn, match.Severity).ShouldBe(("CVE-2026-1", "1:3.0.7-27.el9", Severity.High));
        VulnerabilityMatcher.Match(index, nine, "1:3.0.7-27.el9").ShouldBeEmpty();
        // No fix is named for release 8, so that every version has it.
        VulnerabilityMatcher.Match(index, new("Red Hat:8", "openssl"), "1:9.9-9.el8").ShouldHaveSingleItem().FixedIn.ShouldBeNull();
        OsvPackages.Of("rpm", "redhat", "openssl", "rhel-9.4").ShouldBe(nine);
    }

    [Theory]
    [InlineData("nodejs:16:8080020230623120629:0621e4ee", "?arch=x86_64")]
    [InlineData("AppStream-8", "?arch=x86_64&rpmmod=nodejs:16:8080020230623120629:0621e4ee")]
    public void Red_Hat_ties_packages_to_modules_by_relationships_or_in_their_names(string whole, string qualifiers)
    {
        var index = Index(CsafAdvisory.Read(Utf8(
            $$$$"""
            {"document":{"tracking":{"id":"RHSA-2026:2","current_release_date":"2026-01-02T00:00:00Z"}},
             "product_tree":{"branches":[
               {"product":{"product_id":"AppStream-8","product_identification_helper":{"cpe":"cpe:/a:redhat:enterprise_linux:8::appstream"}}},
               {"product":{"product_id":"module","product_identification_helper":{"purl":"pkg:rpmmod/redhat/nodejs@16:8080020230623120629:0621e4ee"}}},
               {"product":{"product_id":"rpm","product_identification_helper":{"purl":"pkg:rpm/redhat/npm@8.19-3.module%2Bel8.8.0{{{{qualifiers}}}}"}}}],
              "relationships":[
               {"product_reference":"rpm","relates_to_product_reference":"{{{{whole}}}}","full_product_name":{"product_id":"rpm-in-module"}},
               {"product_reference":"module","relates_to_product_reference":"AppStream-8","full_product_name":{"product_id":"nodejs:16:8080020230623120629:0621e4ee"}}]},
             "vulnerabilities":[{"cve":"CVE-2026-5","product_status":{"known_affected":["rpm-in-module"]},"remediations":[{"category":"no_fix_planned","details":"Out of support scope","product_ids":["rpm-in-module"]}]}]}
            """)));
        var package = new OsvPackage("Red Hat:8", "npm");
        VulnerabilityMatcher.Match(index, package, "8.1-1.module+el8", "nodejs:16").ShouldHaveSingleItem().Resolution.ShouldBe("out of support scope");
        VulnerabilityMatcher.Match(index, package, "8.1-1.module+el8", "nodejs:14").ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_OSV_for_Red_Hats_products_are_those_of_releases()
    {
        var reading = OsvReader.Read(Utf8("""{"id":"RHSA-1","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"Red Hat:enterprise_linux:9::appstream","name":"curl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"0:8.0-1.el9"}]}]}]}"""));
        VulnerabilityMatcher.Match(Index([reading]), new("Red Hat:9", "curl"), "7.9-1.el9").ShouldHaveSingleItem().FixedIn.ShouldBe("0:8.0-1.el9");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"packages":7,"distroversion":"v3"}""")]
    [InlineData("""{"document":{"tracking":{"id":"X"}}}""")]
    public void What_is_no_feed_is_a_finding(string json)
    {
        AlpineSecurityDatabase.Read(Utf8(json), Day).ShouldHaveSingleItem().Problem.ShouldNotBeNull().Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        CsafAdvisory.Read(Utf8(json)).ShouldHaveSingleItem().Problem.ShouldNotBeNull().Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        DebianTracker.Read(Utf8(json), Day).ShouldAllBe(reading => reading.Advisory == null);
        Should.Throw<JsonException>(() => KnownExploited.Read(Utf8(json)));
    }

    [Fact]
    public void A_product_tree_that_is_too_deep_is_a_finding()
    {
        var tree = string.Concat(Enumerable.Repeat("""{"branches":[""", 28)) + string.Concat(Enumerable.Repeat("]}", 28));
        var json = $$$"""{"document":{"tracking":{"id":"X","current_release_date":"2026-01-01T00:00:00Z"}},"product_tree":{{{tree}}}}""";
        CsafAdvisory.Read(Utf8(json)).ShouldBeEmpty();
        CsafAdvisory.Read(Utf8(json.Replace("\"branches\":[]", "\"branches\":[{\"branches\":[{\"branches\":[{\"branches\":[{\"branches\":[]}]}]}]}]", StringComparison.Ordinal)))
            .ShouldHaveSingleItem().Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Scores_are_read_line_by_line()
    {
        ExploitPrediction.Read(new StringReader("#v1\ncve,epss,percentile\nCVE-1,0.00043,0.1\n\n")).ShouldBe([new("CVE-1", 0.00043, 0.1)]);
        foreach (var wrong in new[] { "", "CVE-1,0.1,0.1\n", "cve,epss,percentile\nCVE-1,2,0.1\n", "cve,epss,percentile\nCVE-1,NaN,0.1\n", "cve,epss,percentile\nCVE-1\n" })
            Should.Throw<FormatException>(() => ExploitPrediction.Read(new StringReader(wrong)).ToList());
    }

    [Fact]
    public void Changes_are_read_until_what_is_known()
    {
        const string Csv = "2026-03-03T00:00:00Z,Go/GO-2\n2026-03-01T00:00:00Z,Go/GO-1\nnever read";
        ModifiedIds.Read(new StringReader(Csv), Day).ShouldBe([(Day.AddDays(2), "Go/GO-2")]);
    }

    private const string Csaf =
        """
        {"document":{"category":"csaf_security_advisory","tracking":{"id":"RHSA-2026:1","current_release_date":"2026-01-02T00:00:00Z"},"aggregate_severity":{"text":"Important"}},
         "product_tree":{"branches":[{"branches":[
           {"product":{"product_id":"BaseOS-9","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:9::baseos"}}},
           {"product":{"product_id":"red_hat_enterprise_linux_8","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:8"}}},
           {"product":{"product_id":"openssl-1:3.0.7-27.el9.x86_64","product_identification_helper":{"purl":"pkg:rpm/redhat/openssl@3.0.7-27.el9?arch=x86_64&epoch=1"}}},
           {"product":{"product_id":"openssl","product_identification_helper":{"purl":"pkg:rpm/redhat/openssl"}}}]}],
          "relationships":[
           {"product_reference":"openssl-1:3.0.7-27.el9.x86_64","relates_to_product_reference":"BaseOS-9","full_product_name":{"product_id":"BaseOS-9:openssl"}},
           {"product_reference":"openssl","relates_to_product_reference":"red_hat_enterprise_linux_8","full_product_name":{"product_id":"8:openssl"}}]},
         "vulnerabilities":[{"cve":"CVE-2026-1","title":"overflow","product_status":{"fixed":["BaseOS-9:openssl"],"known_affected":["8:openssl"]},
           "scores":[{"cvss_v3":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}}]}]}
        """;

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static AdvisoryIndex Index(IEnumerable<OsvReading> readings)
    {
        var builder = new AdvisoryIndexBuilder();
        foreach (var reading in readings)
            builder.Add(reading);
        builder.Findings.ShouldBeEmpty();
        return builder.Build();
    }
}
