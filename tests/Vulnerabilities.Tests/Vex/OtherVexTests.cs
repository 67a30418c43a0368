using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Vulnerabilities.Tests.Vex;

/// <summary>What CSAF and CycloneDX say, said in OpenVEX's words.</summary>
public sealed class OtherVexTests
{
    private const string Zlib = "pkg:deb/debian/zlib1g@1.2";

    private static readonly VulnerabilityMatch Match = new("CVE-2026-1", ["CVE-2026-1"], new("Debian:12", "zlib"), "1.2", OsvMatch.Affected, null, null, Severity.High, null);

    private static readonly VexSubject InApp = new(Zlib, ["pkg:oci/app?repository_url=ghcr.io/acme/app"], default);

    private static readonly VexSubject InOther = InApp with { ArtifactPurls = ["pkg:oci/other?repository_url=ghcr.io/acme/other"] };

    [Fact]
    public void Csaf_lifts_a_component_in_its_product_alone()
    {
        var reading = CsafVexReader.Read(Utf8(Csaf("""{"known_not_affected":["app:zlib"]}""", """, "flags":[{"label":"vulnerable_code_not_in_execute_path","product_ids":["app:zlib"]}]""")));
        reading.Findings.ShouldBeEmpty();
        var statement = VexFilter.Find(reading.Statements, Match, InApp).ShouldNotBeNull();
        (statement.Status, statement.Justification, statement.Author).ShouldBe((VexStatus.NotAffected, "vulnerable_code_not_in_execute_path", "Acme"));
        VexFilter.Lifts(statement).ShouldBeTrue();
        VexFilter.Find(reading.Statements, Match, InOther).ShouldBeNull();
    }

    [Theory]
    [InlineData("fixed", true)]
    [InlineData("known_affected", false)]
    [InlineData("under_investigation", false)]
    public void Csaf_has_other_statuses(string status, bool lifts)
    {
        var reading = CsafVexReader.Read(Utf8(Csaf($$"""{"{{status}}":["app:zlib"]}""")));
        VexFilter.Lifts(VexFilter.Find(reading.Statements, Match, InApp).ShouldNotBeNull()).ShouldBe(lifts);
    }

    [Fact]
    public void Csaf_without_a_reason_lifts_nothing()
    {
        var reading = CsafVexReader.Read(Utf8(Csaf("""{"known_not_affected":["app:zlib"]}""")));
        reading.Statements.ShouldBeEmpty();
        reading.Findings.ShouldHaveSingleItem().Id.ShouldBe(VulnerabilityFindings.VexMalformed);
        CsafVexReader.Read(Utf8(Csaf("""{"known_not_affected":["app:zlib"]}""", """, "threats":[{"category":"impact","details":"not called","product_ids":["app:zlib"]}]""")))
            .Statements.ShouldHaveSingleItem().Remark.ShouldBe("not called");
    }

    [Theory]
    [InlineData("not_affected", "code_not_reachable", VexStatus.NotAffected, "vulnerable_code_not_in_execute_path")]
    [InlineData("not_affected", "protected_at_runtime", VexStatus.NotAffected, "inline_mitigations_already_exist")]
    [InlineData("false_positive", null, VexStatus.NotAffected, "vulnerable_code_not_present")]
    [InlineData("resolved", null, VexStatus.Fixed, null)]
    [InlineData("exploitable", null, VexStatus.Affected, null)]
    [InlineData("in_triage", null, VexStatus.UnderInvestigation, null)]
    public void CycloneDx_states_are_translated(string state, string? justification, VexStatus status, string? translated)
    {
        var reading = CycloneDxVexReader.Read(Utf8(CycloneDx($$"""{"state":"{{state}}"{{(justification is null ? "" : $",\"justification\":\"{justification}\"")}}}""")));
        reading.Findings.ShouldBeEmpty();
        var statement = VexFilter.Find(reading.Statements, Match, InApp).ShouldNotBeNull();
        (statement.Status, statement.Justification).ShouldBe((status, translated));
        VexFilter.Find(reading.Statements, Match, InOther).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"state":"not_affected"}""")]
    [InlineData("""{"state":"not_affected","justification":"because"}""")]
    [InlineData("""{"state":"unheard_of"}""")]
    public void CycloneDx_without_a_reason_lifts_nothing(string analysis)
    {
        var reading = CycloneDxVexReader.Read(Utf8(CycloneDx(analysis)));
        reading.Statements.ShouldBeEmpty();
        reading.Findings.ShouldHaveSingleItem().Location.ShouldBe("CVE-2026-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"bomFormat":"SPDX"}""")]
    [InlineData("""{"document":{"category":"csaf_security_advisory"}}""")]
    public void What_is_no_vex_is_a_finding(string json)
    {
        CsafVexReader.Read(Utf8(json)).Findings.ShouldHaveSingleItem();
        CycloneDxVexReader.Read(Utf8(json)).Findings.ShouldHaveSingleItem();
    }

    private static string Csaf(string statuses, string more = "") => $$$"""
        {"document":{"category":"csaf_vex","publisher":{"name":"Acme"},"tracking":{"current_release_date":"2026-01-02T00:00:00Z"}},
         "product_tree":{
          "full_product_names":[{"product_id":"app","product_identification_helper":{"purl":"pkg:oci/app?repository_url=ghcr.io/acme/app"}}],
          "branches":[{"product":{"product_id":"zlib","product_identification_helper":{"purl":"{{{Zlib}}}"} } }],
          "relationships":[{"category":"default_component_of","product_reference":"zlib","relates_to_product_reference":"app","full_product_name":{"product_id":"app:zlib"}}]},
         "vulnerabilities":[{"cve":"CVE-2026-1","product_status":{{{statuses}}}{{{more}}}}]}
        """;

    private static string CycloneDx(string analysis) => $$$"""
        {"bomFormat":"CycloneDX","specVersion":"1.6",
         "metadata":{"timestamp":"2026-01-02T00:00:00Z","component":{"bom-ref":"app","purl":"pkg:oci/app?repository_url=ghcr.io/acme/app"}},
         "components":[{"bom-ref":"z","purl":"{{{Zlib}}}"}],
         "vulnerabilities":[{"id":"CVE-2026-1","affects":[{"ref":"z"}],"analysis":{{{analysis}}}}]}
        """;

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
