using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Vulnerabilities.Tests.Vex;

public sealed class VexTests
{
    private const string Package = "pkg:golang/example.com/a@v1.0.0";

    private const string Image = "pkg:oci/app@sha256%3Aaa?repository_url=ghcr.io/acme/app";

    private static readonly VexSubject Subject = new(Package, [Image], Digest.Sha256("image"u8));

    private static readonly VulnerabilityMatch Match =
        new("CVE-2026-1", ["CVE-2026-1", "GO-1"], new("Go", "example.com/a"), "v1.0.0", OsvMatch.Affected, null, null, Severity.High, null);

    [Theory]
    [InlineData("\"pkg:golang/example.com/a@v1.0.0\"", true)]
    [InlineData("\"pkg:golang/example.com/a\"", true)]
    [InlineData("\"pkg:golang/example.com/a@v1.0.1\"", false)]
    [InlineData("\"pkg:golang/example.com/ab\"", false)]
    [InlineData("""{"@id":"pkg:oci/app"}""", true)]
    [InlineData("""{"@id":"x","identifiers":{"purl":"pkg:oci/app?repository_url=ghcr.io/acme/app"}}""", true)]
    [InlineData("""{"@id":"pkg:oci/app?repository_url=ghcr.io/other/app"}""", false)]
    [InlineData("""{"@id":"pkg:oci/app","subcomponents":[{"@id":"pkg:golang/example.com/a"}]}""", true)]
    [InlineData("""{"@id":"pkg:oci/app","subcomponents":[{"@id":"pkg:golang/example.com/b"}]}""", false)]
    [InlineData("""{"@id":"pkg:oci/app","subcomponents":[{}]}""", false)]
    [InlineData("""{"@id":"pkg:oci/app","hashes":{"sha-256":"00"}}""", false)]
    public void A_statement_speaks_about_the_products_that_it_names(string product, bool expected)
    {
        var statement = VexFilter.Find(Statements(Not(product)), Match, Subject);
        (statement is not null).ShouldBe(expected);
        VexFilter.Lifts(statement).ShouldBe(expected);
    }

    [Fact]
    public void A_content_hash_names_the_image()
    {
        var statements = Statements(Not($$$"""{"@id":"anything","hashes":{"sha-256":"{{{Subject.Artifact.Hex}}}"}}"""));
        VexFilter.Find(statements, Match, Subject).ShouldNotBeNull().Justification.ShouldBe("component_not_present");
    }

    [Fact]
    public void An_alias_names_the_vulnerability()
    {
        var statement = """{"vulnerability":{"name":"GHSA-9","aliases":["GO-1"]},"products":["pkg:oci/app"],"status":"fixed"}""";
        VexFilter.Lifts(VexFilter.Find(Statements(statement), Match, Subject)).ShouldBeTrue();
        VexFilter.Find(Statements(statement), Match with { Ids = ["CVE-2026-1"] }, Subject).ShouldBeNull();
    }

    [Fact]
    public void The_latest_statement_counts()
    {
        var later = """{"vulnerability":"CVE-2026-1","products":["pkg:oci/app"],"status":"affected","timestamp":"2026-03-01T00:00:00Z"}""";
        var statement = VexFilter.Find(Statements(later, Not("\"pkg:oci/app\"")), Match, Subject);
        statement.ShouldNotBeNull().Status.ShouldBe(VexStatus.Affected);
        VexFilter.Lifts(statement).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"vulnerability":"CVE-2026-1","products":["pkg:oci/app"],"status":"not_affected"}""")]
    [InlineData("""{"vulnerability":"CVE-2026-1","products":["pkg:oci/app"],"status":"not_affected","justification":"because"}""")]
    [InlineData("""{"vulnerability":"CVE-2026-1","products":["pkg:oci/app"],"status":"safe"}""")]
    [InlineData("""{"vulnerability":"CVE-2026-1","products":["pkg:oci/app"]}""")]
    [InlineData("""{"vulnerability":"CVE-2026-1","products":[],"status":"fixed"}""")]
    [InlineData("""{"products":["pkg:oci/app"],"status":"fixed"}""")]
    [InlineData("7")]
    public void A_statement_that_lacks_what_it_must_say_lifts_nothing(string statement)
    {
        var reading = Read(statement);
        reading.Statements.ShouldBeEmpty();
        reading.Findings.ShouldHaveSingleItem().Id.ShouldBe(VulnerabilityFindings.VexMalformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"@context":"https://example.com","author":"a","timestamp":"2026-01-01T00:00:00Z","statements":[]}""")]
    [InlineData("""{"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"2026-01-01T00:00:00Z","statements":[]}""")]
    [InlineData("""{"@context":"https://openvex.dev/ns/v0.2.0","author":"a","statements":[]}""")]
    public void What_is_no_document_says_nothing(string json)
    {
        var reading = OpenVexReader.Read(Encoding.UTF8.GetBytes(json));
        reading.Statements.ShouldBeEmpty();
        reading.Findings.ShouldHaveSingleItem();
    }

    private static string Not(string product) =>
        $$"""{"vulnerability":{"name":"CVE-2026-1"},"products":[{{product}}],"status":"not_affected","justification":"component_not_present"}""";

    private static IReadOnlyList<VexStatement> Statements(params string[] statements)
    {
        var reading = Read(statements);
        reading.Findings.ShouldBeEmpty();
        return reading.Statements;
    }

    private static VexReading Read(params string[] statements) => OpenVexReader.Read(Encoding.UTF8.GetBytes(
        $$"""{"@context":"https://openvex.dev/ns/v0.2.0","@id":"x","author":"Acme","timestamp":"2026-02-01T00:00:00Z","version":1,"statements":[{{string.Join(',', statements)}}]}"""));
}
