using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Policy.Input;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego;
using Attestry.Rego.Values;

namespace Attestry.Policy.Tests;

public sealed class InputSchemaTests
{
    private static readonly string Committed = Path.Combine(Repository.Root, "deploy", "policies", "input.schema.json");

    /// <summary>After a change of the records: <c>ATTESTRY_WRITE_SCHEMA=1 dotnet test tests/Policy.Tests</c>.</summary>
    [Fact]
    public void The_published_schema_is_that_of_the_records()
    {
        if (Environment.GetEnvironmentVariable("ATTESTRY_WRITE_SCHEMA") == "1")
            File.WriteAllText(Committed, InputSchema.Text);
        File.ReadAllText(Committed).ShouldBe(InputSchema.Text);
    }

    [Fact]
    public void What_real_evidence_becomes_fits_the_schema() => Problems(Document()).ShouldBeEmpty();

    [Theory]
    [InlineData("artifact", "digest", "1")]
    [InlineData("artifact", "kind", "\"picture\"")]
    [InlineData("artifact", "colour", "\"red\"")]
    [InlineData("sbom", "packages", "{}")]
    [InlineData("sbom", "packages", "[{\"purl\":\"pkg:npm/x\"}]")]
    public void What_does_not_fit_is_refused(string part, string member, string value)
    {
        var document = Document();
        document[part]![member] = JsonNode.Parse(value);
        Problems(document).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_member_that_policies_rely_on_is_required()
    {
        var document = Document();
        document.Remove("signatures").ShouldBeTrue();
        Problems(document).ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_member_is_described()
    {
        var missing = new List<string>();
        Walk(JsonNode.Parse(InputSchema.Text)!.AsObject(), "input");
        missing.ShouldBeEmpty();

        void Walk(JsonObject schema, string path)
        {
            foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
            {
                if (member!["description"] is null)
                    missing.Add($"{path}.{name}");
                Walk(member.AsObject(), $"{path}.{name}");
            }
            if (schema["items"] is JsonObject items)
                Walk(items, $"{path}[]");
        }
    }

    [Fact]
    public void A_value_that_is_not_there_is_absent_and_lists_are_there_when_empty()
    {
        var document = Document(Sample.Input(Sample.Artifact()));
        document["artifact"]!.AsObject().ContainsKey("removedAt").ShouldBeFalse();
        document["signatures"]!.AsArray().ShouldBeEmpty();
        document["sbom"]!["packages"]!.AsArray().ShouldBeEmpty();
        Problems(document).ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_with_an_image_is_there_with_who_vouches_for_it()
    {
        var document = Document();
        var stated = document["sbom"]!["stated"]!.AsArray()[0]!;
        (stated["verified"]!.GetValue<bool>(), stated["missing"]!.GetValue<int>(), stated["extra"]!.GetValue<int>(), stated["versionDiffers"]!.GetValue<int>(), stated["signer"]!.GetValue<string>())
            .ShouldBe((true, 1, 2, 3, "release"));
        document["vex"]!.AsArray().Select(vex => vex!["counts"]!.GetValue<bool>()).ShouldBe([true, false]);
        (document["vulnerabilities"]![0]!["vexSigner"]!.GetValue<string>(), document["vulnerabilities"]![0]!["vexSource"]!.GetValue<string>()).ShouldBe(("release", "attested"));
    }

    private static JsonObject Document(PolicyInput? input = null) =>
        JsonNode.Parse(InputMapping.ToJson(input ?? Full()))!.AsObject();

    private static PolicyInput Full()
    {
        var artifact = Sample.Artifact(kind: ArtifactKind.Index, children: [Digest.Sha256("a"u8), Digest.Sha256("b"u8)]);
        var good = Sample.Good(artifact, "pkg:deb/debian/bash@5", "pkg:npm/x@1");
        var compared = new ComparedSbom("attested", artifact.Digest, artifact.Digest, artifact.Digest, "SPDX 2.3 JSON", [artifact.Digest], 1, 2, 3) { Signer = "release" };
        return good with
        {
            Sboms = [.. good.Sboms.Select(sbom => sbom with { Content = sbom.Content with { Result = sbom.Content.Result with { Stated = [compared] } } })],
            Now = DateTimeOffset.UnixEpoch,
            Signatures = [new("verifier", artifact.Digest, Sample.Passed(Stated(artifact.Digest)))],
            Provenances = [new("verifier", artifact.Digest, Sample.Passed(Built(artifact.Digest)))],
            Hygiene = [new("scanner", artifact.Digest, Sample.Passed(new HygieneEvidence([Examined(artifact.Digest)])))],
            Environment = "production",
            Measurements = [new("measurement-collector", artifact.Digest, Sample.Passed(new MeasurementEvidence([Measured()], 0)))],
            Vulnerabilities =
            [
                new("sbom-scanner", artifact.Digest, new(Verdict.Warned, [new("vulnerability.database-stale", Severity.Medium, "old")], new(
                [
                    new(Digest.Sha256("a"u8), "linux/amd64", 1,
                    [
                        new("CVE-2026-1", ["GO-1"], Severity.High, "pkg:npm/x@1", "x", "1")
                        {
                            FixedVersion = "2", Cvss = 7.5m, CvssVector = "CVSS:3.1/AV:N", Epss = 0.1, ExploitedSince = new(2026, 1, 1), PublishedAt = DateTimeOffset.UnixEpoch,
                            Vex = new("not_affected", "component_not_present", null, "a") { Source = "attested", Signer = "release", Document = artifact.Digest },
                        },
                    ]),
                ]) { Vex = [new("attested", artifact.Digest, "release", true, 1) { Subject = artifact.Digest }, new("attached", artifact.Digest, null, false, 0)] })),
            ],
            Exceptions = [new("e1", "**", artifact.Digest, "pkg:npm/x", "policy.package-denied", "why", "admin", "0123456789abcdef", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, null, null)],
        };
    }

    private static MeasuredHost Measured() => new("node-1", HostState.Stale, true, 2, [], DateTimeOffset.UnixEpoch)
    {
        SecureBoot = true,
        Tee = new("tdx", "00", "03", false, "OutOfDate", ["INTEL-SA-00106"]),
        Boot = new("sha256:00", true, ["root=/dev/sda"], ["linux /vmlinuz"], ["sha256:01"], ["sha256:02"], new Dictionary<string, IReadOnlyList<string>> { ["db"] = ["sha256:03"] },
            ["sha256:04"], ["sha256:05"], new Dictionary<string, string> { ["MokList"] = "sha256:06" }, ["disk"]),
        HostFindings = [new("tee.tcb-outdated", Severity.High, "old")],
    };

    private static SignaturesEvidence Stated(Digest digest) => new(
        [new("sigstore-bundle", digest, digest, true, "release", [])
        {
            Issuer = "i", Subject = "s", KeyId = "ab", Claims = new Dictionary<string, string> { ["buildTrigger"] = "push" }, Logs = ["l"], Times = [new("l", DateTimeOffset.UnixEpoch)],
        }])
    {
        Attestations = [new("sigstore-bundle", digest, digest, "https://example.org/scan", true, "ci", []) { Content = """{"any":[null,1,{}]}""", Issuer = "i", Subject = "s" }],
    };

    private static ProvenanceEvidence Built(Digest digest) => new(2, [new("sigstore-bundle", digest, "https://slsa.dev/provenance/v1", true, "ci", 2, [])
    {
        BuilderId = "b", BuildType = "t", SourceRepository = "r", SourceCommit = "c", SourceRef = "refs/heads/main", InvocationId = "1", SignedDigest = digest,
        Materials = [new("", new Dictionary<string, string> { ["gitCommit"] = "c" })],
        Claims = new Dictionary<string, string> { ["runnerEnvironment"] = "github-hosted" },
    }]);

    private static PlatformHygiene Examined(Digest digest) => new(digest, "linux/amd64", "", true)
    {
        Layers = [new(digest, 1, 1, 1, 0)],
        SetuidFiles = ["usr/bin/su"],
        Executables = [new("app", true, true, null, true, "full", true) { Go = new("go1.24.1", true, null, null, null, null) }],
        ExecutablesCut = true,
    };

    // The engine's own json.match_schema is the judge.
    private static List<string> Problems(JsonObject document)
    {
        var query = RegoCompiler.Compile([]).Prepare("[ok, errors] := json.match_schema(input.document, input.schema)");
        var input = new JsonObject { ["document"] = document.DeepClone(), ["schema"] = JsonNode.Parse(InputSchema.Text) };
        var found = query.Evaluate(new EvaluationRequest { Time = TimeProvider.System, Input = RegoJson.Parse(Encoding.UTF8.GetBytes(input.ToJsonString())) }).ShouldHaveSingleItem();
        var errors = JsonSerializer.Deserialize<JsonElement>(found["errors"]!.ToString()).EnumerateArray().Select(e => e.GetRawText()).ToList();
        (found["ok"] == RegoBoolean.True).ShouldBe(errors.Count == 0);
        return errors;
    }
}
