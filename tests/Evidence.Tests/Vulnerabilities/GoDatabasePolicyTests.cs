using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Policy;
using Attestry.Policy.Input;
using Attestry.Primitives;
using Attestry.Rego;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Evidence.Tests.Vulnerabilities;

/// <summary>From the real Go database over evidence and policy input to what the shipped policy says.</summary>
public sealed class GoDatabasePolicyTests
{
    private static readonly Digest Image = Digest.Sha256("image"u8);

    private static readonly ArtifactDocument Artifact = new(
        $"ghcr.io/acme/app@{Image}", "ghcr.io", "acme/app", Image, ArtifactKind.Image, "application/vnd.oci.image.manifest.v1+json", null, [], [], null, [], [],
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null);

    [Fact]
    public void The_shipped_policy_denies_a_vulnerable_module_and_passes_it_once_vex_lifts_it()
    {
        if (Corpora.Path("osv-go.zip") is not { } path)
            return;
        using var zip = File.OpenRead(path);
        var index = new AdvisoryIndexBuilder().AddArchive(zip).Build();
        EvidencePackage[] packages =
        [
            Package("golang.org/x/net", "v0.22.0"), Package("golang.org/x/text", "v0.99.0"), Package("stdlib", "1.22.1"),
        ];

        var found = Judge(index, packages, []);
        var vulnerabilities = found.Result.Platforms[0].Vulnerabilities;
        vulnerabilities.ShouldContain(one => one.Id == "CVE-2023-45288" && one.Package == "golang.org/x/net" && one.FixedVersion == "0.23.0" && one.Aliases.Contains("GO-2024-2687"));
        vulnerabilities.ShouldContain(one => one.Id == "CVE-2023-45288" && one.Package == "stdlib" && one.FixedVersion == "1.22.2");
        vulnerabilities.ShouldNotContain(one => one.Package == "golang.org/x/text");
        Deny(found).ShouldContain(message => message.Contains("CVE-2023-45288", StringComparison.Ordinal) && message.Contains("pkg:golang/golang.org/x/net@v0.22.0", StringComparison.Ordinal));

        var lifted = Judge(index, packages, Vex(vulnerabilities.Select(one => one.Id).Distinct()));
        lifted.Result.Platforms[0].Vulnerabilities.Count.ShouldBe(vulnerabilities.Count);
        lifted.Result.Platforms[0].Vulnerabilities.ShouldAllBe(one => one.Vex!.Justification == "vulnerable_code_not_in_execute_path");
        Deny(lifted).ShouldBeEmpty();
    }

    [Fact]
    public void Evidence_that_could_tell_nothing_is_denied() =>
        Deny(Judge(AdvisoryIndex.Empty, [Package("golang.org/x/net", "v0.22.0")], [])).ShouldHaveSingleItem().ShouldContain("could not tell");

    private static EvidenceContent<VulnerabilitiesEvidence> Judge(AdvisoryIndex index, EvidencePackage[] packages, IReadOnlyList<VexStatement> vex) =>
        new VulnerabilityJudgement(index, NoExploits.Instance, new(false, AdvisoryFreshness.DefaultMaxAge))
            .Judge(Artifact, new(Verdict.Passed, [], new("1", [new(Image, "linux/amd64", null, packages)])), vex);

    private static EvidencePackage Package(string name, string version) => new($"pkg:golang/{name}@{version}", "golang", name, version, null, Image, "app", "go-binary");

    private static IReadOnlyList<VexStatement> Vex(IEnumerable<string> ids)
    {
        var statements = ids.Select(id =>
            $$"""{"vulnerability":{"name":"{{id}}"},"products":[{"@id":"pkg:oci/app?repository_url=ghcr.io/acme/app"}],"status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}""");
        var reading = OpenVexReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex/1","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[{{string.Join(',', statements)}}]}"""));
        reading.Findings.ShouldBeEmpty();
        return reading.Statements;
    }

    private static List<string> Deny(EvidenceContent<VulnerabilitiesEvidence> found)
    {
        var recorded = new EvidenceDocument("e", Artifact.Id, Image, "vulnerabilities", "sbom-scanner", found.Verdict, found.Findings, Image, "application/json", [], DateTimeOffset.UnixEpoch);
        var input = new PolicyInput(Artifact, [], [], [], [], []) { Vulnerabilities = [new("sbom-scanner", Image, found)], Recorded = [recorded] };
        var source = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "policies", "image", "vulnerabilities", "vulnerabilities.rego"));
        var query = RegoCompiler.Compile([RegoParser.ParseModule(source, "vulnerabilities.rego")]).Prepare("some entry in data.attestry.vulnerabilities.deny; message := entry.msg");
        return [.. query.Evaluate(new EvaluationRequest { Time = TimeProvider.System, Input = RegoJson.Parse(InputMapping.ToJson(input)) }).Select(row => row["message"]!.ToString())];
    }
}
