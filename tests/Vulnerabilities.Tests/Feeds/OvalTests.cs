using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Feeds;

public sealed class OvalTests
{
    private const string Fixed =
        $"""
        <criteria operator="OR">{OvalDocument.Release}
          <criteria operator="AND"><criterion comment="Red Hat Enterprise Linux 9 is installed" test_ref="t:release9"/>
            <criteria operator="OR"><criteria operator="AND"><criterion test_ref="t:earlier"/><criterion test_ref="t:signed"/></criteria></criteria>
          </criteria>
        </criteria>
        """;

    private const string Sudo = """<criteria operator="AND"><criterion test_ref="t:sudo"/></criteria>""";

    private static readonly OsvPackage OpenSsl = new("Red Hat:9", "openssl");

    private static readonly OsvPackage Node = new("Red Hat:9", "nodejs");

    [Fact]
    public void An_erratum_is_one_advisory_for_each_vulnerability_that_it_fixes()
    {
        var index = Index(OvalDocument.Patch(Fixed));
        var matches = VulnerabilityMatcher.Match(index, OpenSsl, "1:3.0.7-26.el9");
        matches.Select(match => (match.Id, match.FixedIn, match.Severity)).ShouldBe([("CVE-2026-1", "1:3.0.7-27.el9", Severity.High), ("CVE-2026-2", "1:3.0.7-27.el9", Severity.High)]);
        matches[0].Score!.Score.ShouldBe(7.5m);
        matches[0].Ids.ShouldBe(["CVE-2026-1", "RHSA-2026:1/CVE-2026-1@enterprise_linux:9"]);
        matches[0].Published.ShouldBe(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        VulnerabilityMatcher.Match(index, OpenSsl, "1:3.0.7-27.el9").ShouldBeEmpty();
        VulnerabilityMatcher.Match(index, new("Red Hat:8", "openssl"), "1:1.0-1.el8").ShouldBeEmpty();
        index.Modified.ShouldBe(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("cpe:/o:redhat:enterprise_linux:9", "Red Hat:9")]
    [InlineData("cpe:/a:redhat:rhel_eus:9.2::appstream", "Red Hat:9")]
    [InlineData("cpe:/a:redhat:rhel_software_collections:3::el7", "Red Hat:7")]
    [InlineData("cpe:/a:redhat:openshift:4.12::el9", null)]
    [InlineData("cpe:/a:other:enterprise_linux:9", null)]
    public void The_product_says_for_which_release_it_is(string cpe, string? ecosystem) =>
        Advisories(OvalDocument.Patch(Fixed, cpe)).SelectMany(advisory => advisory.Affected).Select(affected => affected.Ecosystem).Distinct().ShouldBe(ecosystem is null ? [] : [ecosystem]);

    [Fact]
    public void Fixes_of_a_module_are_for_packages_of_its_stream_alone()
    {
        var index = Index(OvalDocument.Patch(
            """<criteria operator="AND"><criterion test_ref="t:module"/><criteria operator="OR"><criteria operator="AND"><criterion test_ref="t:node16"/></criteria></criteria></criteria>"""));
        const string Old = "1:16.14.0-5.module+el9.1.0+15294+c2d1ae3a";
        Match(index, Old, "nodejs:16:9010020220523160029:ad008a3a").ShouldBe(OsvMatch.Affected);
        Match(index, "1:16.20.2-3.module+el9.2.0+19706+6e04d9d5", "nodejs:16:1:1").ShouldBeNull();
        Match(index, "1:14.1.0-1.module+el9.1.0+1+1", "nodejs:14:9010020220523160029:ad008a3a").ShouldBeNull("it is of another stream");
        Match(index, "1:16.1.0-1.el9", null).ShouldBeNull("it is of no module");
        Match(index, Old, null).ShouldBe(OsvMatch.Unknown, "nobody wrote down its stream");
    }

    [Fact]
    public void Fixes_outside_of_modules_are_not_for_packages_of_modules()
    {
        var index = Index(OvalDocument.Patch("""<criteria operator="AND"><criterion test_ref="t:most"/></criteria>"""));
        Match(index, "16.1.0-1.el9", null).ShouldBe(OsvMatch.Affected);
        Match(index, "18.1-1.el9", null).ShouldBe(OsvMatch.Affected, "it is not newer");
        Match(index, "18.1-2.el9", null).ShouldBeNull();
        Match(index, "16.1.0-1.module+el9.1.0+1+1", "nodejs:16:1:1").ShouldBeNull();
    }

    [Fact]
    public void One_of_several_streams_is_enough()
    {
        var index = Index(OvalDocument.Patch(
            """<criteria operator="AND"><criteria operator="OR"><criterion test_ref="t:module"/><criterion test_ref="t:module18"/></criteria><criterion test_ref="t:node16"/></criteria>"""));
        foreach (var stream in new[] { "nodejs:16", "nodejs:18" })
            Match(index, "1:16.1-1.module+el9+1+1", stream).ShouldBe(OsvMatch.Affected);
        Match(index, "1:16.1-1.module+el9+1+1", "nodejs:20").ShouldBeNull();
    }

    [Theory]
    [InlineData("Will not fix", "will not fix", OsvMatch.Affected)]
    [InlineData("Fix deferred", "fix deferred", OsvMatch.Affected)]
    [InlineData("Affected", "affected", OsvMatch.Affected)]
    [InlineData("Out of support scope", "out of support scope", OsvMatch.Affected)]
    [InlineData("Under investigation", "under investigation", OsvMatch.Unknown)]
    [InlineData("New", "new", OsvMatch.Unknown)]
    [InlineData("Not affected", null, null)]
    public void What_nothing_fixes_says_what_will_come_of_it(string state, string? resolution, OsvMatch? expected)
    {
        var index = Index(OvalDocument.Unpatched(Sudo, $"""<resolution state="{state}"><component>sudo</component></resolution>"""));
        var match = VulnerabilityMatcher.Match(index, new("Red Hat:9", "sudo"), "1.9.5-1.el9").SingleOrDefault();
        (match?.Match, match?.Resolution).ShouldBe((expected, resolution));
        match?.FixedIn.ShouldBeNull();
        match?.Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void Of_several_resolutions_each_component_has_its_own()
    {
        const string Both = """<resolution state="Will not fix"><component>nodejs:16/nodejs</component></resolution><resolution state="Affected"><component>sudo</component></resolution>""";
        var advisory = Advisories(OvalDocument.Unpatched(
            """<criteria operator="OR"><criterion test_ref="t:sudo"/><criteria operator="AND"><criterion test_ref="t:module"/><criterion test_ref="t:node16"/></criteria><criterion test_ref="t:installed"/></criteria>""", Both)).ShouldHaveSingleItem();
        advisory.Affected.Select(affected => (affected.Name, affected.Module, affected.Resolution)).ShouldBe(
            [("sudo", null, "affected"), ("openssl", null, "affected"), ("nodejs", "nodejs:16", "will not fix")], ignoreOrder: true);
    }

    [Fact]
    public void What_is_not_affected_or_no_longer_said_is_left_out()
    {
        Advisories(OvalDocument.Unpatched(Sudo, "", id: "oval:com.redhat.unaffected:def:20263")).ShouldBeEmpty();
        Advisories(OvalDocument.Patch(Fixed).Replace("version=\"635\"", "deprecated=\"true\"", StringComparison.Ordinal)).ShouldBeEmpty();
        Advisories(OvalDocument.Patch(Fixed).Replace("class=\"patch\"", "class=\"inventory\"", StringComparison.Ordinal)).ShouldBeEmpty();
        Advisories(OvalDocument.Patch("")).ShouldBeEmpty();
    }

    [Fact]
    public void A_package_that_must_be_there_or_must_not_be_is_only_a_condition()
    {
        Packages("""<criteria operator="AND"><criterion test_ref="t:earlier"/><criterion test_ref="t:sudo"/></criteria>""").ShouldBe(["openssl"]);
        Packages("""<criteria operator="OR"><criterion test_ref="t:none"/><criterion test_ref="t:sudo"/></criteria>""").ShouldBe(["sudo"]);
        Packages("""<criteria operator="AND"><criterion negate="true" test_ref="t:earlier"/><criterion test_ref="t:sudo"/></criteria>""").ShouldBe(["sudo"]);
        Packages("""<criteria operator="AND"><criteria negate="true"><criterion test_ref="t:earlier"/></criteria><criterion test_ref="t:sudo"/></criteria>""").ShouldBe(["sudo"]);
        Packages("""<criteria><criterion test_ref="t:nowhere"/></criteria>""").ShouldBeEmpty();
    }

    [Fact]
    public void One_version_alone_is_listed()
    {
        var index = Index(OvalDocument.Patch("""<criteria operator="AND"><criterion test_ref="t:exactly"/></criteria>"""));
        VulnerabilityMatcher.Match(index, new("Red Hat:9", "sudo"), "1.9.5-1.el9").Count.ShouldBe(2);
        VulnerabilityMatcher.Match(index, new("Red Hat:9", "sudo"), "1.9.4-1.el9").ShouldBeEmpty();
    }

    [Fact]
    public void A_document_without_products_is_for_the_platform_that_it_names() =>
        Advisories(OvalDocument.Patch(Fixed).Replace("<cpe>cpe:/a:redhat:enterprise_linux:9::appstream</cpe>", "", StringComparison.Ordinal))[0].Affected.ShouldHaveSingleItem().Ecosystem.ShouldBe("Red Hat:9");

    [Theory]
    [InlineData("", VulnerabilityFindings.AdvisoryMalformed)]
    [InlineData("{}", VulnerabilityFindings.AdvisoryMalformed)]
    [InlineData("<html/>", VulnerabilityFindings.AdvisoryMalformed)]
    [InlineData("<!DOCTYPE oval_definitions [<!ENTITY a \"aaaa\">]><oval_definitions>&a;</oval_definitions>", VulnerabilityFindings.AdvisoryMalformed)]
    [InlineData("<oval_definitions><definitions>", VulnerabilityFindings.AdvisoryMalformed)]
    [InlineData("BZh9 and nothing more", VulnerabilityFindings.AdvisoryTooLarge)]
    public void What_is_no_such_document_is_a_finding(string text, string finding) => OvalDocument.Read(text).ShouldHaveSingleItem().Problem.ShouldNotBeNull().Id.ShouldBe(finding);

    [Fact]
    public void What_was_read_before_the_damage_is_kept_and_the_damage_told()
    {
        var xml = OvalDocument.Of(OvalDocument.Patch(Fixed));
        // The tests were read in the first pass: the second one finds the damage.
        var passes = 0;
        var readings = Attestry.Vulnerabilities.Feeds.OvalDefinitions.Read(
            () => new MemoryStream(Encoding.UTF8.GetBytes(++passes == 1 ? xml : xml.Replace("</definitions>", "<definition", StringComparison.Ordinal))), OvalDocument.Day).ToList();
        readings.Select(reading => reading.Problem?.Id).ShouldBe([null, null, VulnerabilityFindings.AdvisoryMalformed]);
    }

    [Fact]
    public void Depth_and_length_have_an_end()
    {
        OvalDocument.Read(OvalDocument.Of(string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100)))).ShouldHaveSingleItem().Problem!.Message.ShouldContain("deeper");
        OvalDocument.Read(OvalDocument.Of(OvalDocument.Patch($"<criteria>{string.Concat(Enumerable.Repeat("<criteria>", 80))}{string.Concat(Enumerable.Repeat("</criteria>", 80))}</criteria>")))
            .ShouldHaveSingleItem().Problem!.Message.ShouldContain("deeper");
        OvalDocument.Read(OvalDocument.Of($"<definition class=\"{new string('a', 2 << 20)}\"/>")).ShouldHaveSingleItem().Problem!.Id.ShouldBe(VulnerabilityFindings.AdvisoryTooLarge);
    }

    private static OsvMatch? Match(AdvisoryIndex index, string version, string? label) => VulnerabilityMatcher.Match(index, Node, version, label) is [var match, ..] ? match.Match : null;

    private static List<string> Packages(string criteria) => [.. Advisories(OvalDocument.Patch(criteria)).SelectMany(advisory => advisory.Affected).Select(affected => affected.Name).Distinct()];

    private static List<OsvAdvisory> Advisories(string definition) => [.. OvalDocument.Read(OvalDocument.Of(definition)).Select(reading => reading.Advisory.ShouldNotBeNull(reading.Problem?.Message))];

    private static AdvisoryIndex Index(string definition)
    {
        var builder = new AdvisoryIndexBuilder();
        // As the database keeps them.
        foreach (var advisory in Advisories(definition))
            builder.Add(OsvReader.Read(OsvWriter.Write(advisory)));
        builder.Findings.ShouldBeEmpty();
        return builder.Build();
    }
}
