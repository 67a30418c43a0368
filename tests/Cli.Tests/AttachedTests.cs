using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Cli.Tests;

/// <summary><c>attestry scan</c> with what comes with the image: whose word counts, the options say.</summary>
public sealed class AttachedTests : IAsyncLifetime
{
    private const string Advisory =
        """
        {"id":"ALPINE-CVE-2026-1","modified":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
         "affected":[{"package":{"ecosystem":"Alpine:v3.18","name":"musl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2.5-r0"}]}]}]}
        """;

    private const string OpenVex =
        """
        {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex/1","author":"security@example.com","timestamp":"2026-01-01T00:00:00Z","version":1,
         "statements":[{"vulnerability":{"name":"CVE-2026-1"},"products":[{"@id":"pkg:apk/alpine/musl"}],"status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}]}
        """;

    private readonly TestImages _images = new();

    private Descriptor _image = null!;

    private string Database => _images.File("advisories.db");

    public async Task InitializeAsync()
    {
        _image = await _images.AddAsync("app");
        (await Run.HereAsync("db", "update", "--source", $"osv={_images.Write("a.json", Advisory)}", "--db", Database)).Code.ShouldBe(ExitCode.Pass);
    }

    public Task DisposeAsync()
    {
        _images.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_attested_VEX_document_lifts_for_those_who_trust_its_key_and_for_nobody_else()
    {
        await _images.AttestAsync(_image, "https://openvex.dev/ns", OpenVex);
        var trusting = await ScanAsync("--key", _images.KeyFile);
        trusting.Code.ShouldBe(ExitCode.Pass, trusting.Out + trusting.Error);
        var vex = Vulnerability(trusting).GetProperty("vex");
        (vex.GetProperty("status").GetString(), vex.GetProperty("source").GetString(), vex.GetProperty("signer").GetString()).ShouldBe(("not_affected", "attested", _images.KeyFile));

        (await ScanAsync()).Code.ShouldBe(ExitCode.Fail);
        var other = await ScanAsync("--key", _images.Write("other.pub", SigningKey.GenerateEcdsaP256().Public.ToPem()));
        other.Code.ShouldBe(ExitCode.Fail);
        Vulnerability(other).TryGetProperty("vex", out var none).ShouldBe(none.ValueKind == JsonValueKind.Null);
        Findings(other).ShouldContain(VulnerabilityFindings.VexUntrusted);

        var table = await Run.HereAsync("scan", _images.Target("app"), "--db", Database, "--key", _images.KeyFile);
        table.Out.ShouldContain($"not_affected: vulnerable_code_not_in_execute_path (attested by {_images.KeyFile})");
        table.Out.ShouldContain("VEX documents:");
    }

    [Fact]
    public async Task An_unsigned_VEX_document_is_told_and_lifts_nothing()
    {
        await _images.AttachAsync(_image, "application/json", OpenVex);
        Findings(await ScanAsync()).ShouldBeEmpty();
        var looked = await ScanAsync("--attached");
        looked.Code.ShouldBe(ExitCode.Fail);
        Findings(looked).ShouldBe([VulnerabilityFindings.VexUntrusted]);
        looked.Json().GetProperty("vex")[0].GetProperty("counts").GetBoolean().ShouldBeFalse();
        // Whose word one takes, one may say.
        (await ScanAsync("--vex", _images.Write("app.vex.json", OpenVex))).Code.ShouldBe(ExitCode.Pass);
    }

    [Fact]
    public async Task An_identity_that_is_named_counts_with_its_proofs_in_cosign_s_old_layout_too()
    {
        using var sigstore = new TestSigstore();
        await _images.PushAsync(TestCosign.AttestTag(sigstore, _image.Digest, new() { PredicateType = "https://openvex.dev/ns/v0.2.0", Predicate = OpenVex }));
        var root = _images.Write("root.json", sigstore.RootJson().ToJsonString());
        string[] by = ["--certificate-identity", new TestLeaf().Subject, "--certificate-oidc-issuer", new TestLeaf().Issuer];
        (await ScanAsync([.. by, "--trusted-root", root])).Code.ShouldBe(ExitCode.Pass);
        (await ScanAsync(by)).Code.ShouldBe(ExitCode.Fail);
        (await ScanAsync("--certificate-identity", "somebody@example.com", "--certificate-oidc-issuer", new TestLeaf().Issuer, "--trusted-root", root)).Code.ShouldBe(ExitCode.Fail);
        (await ScanAsync("--certificate-identity", "somebody@example.com")).Error.ShouldContain("belong together");
    }

    [Fact]
    public async Task An_SBOM_that_lies_is_found_out()
    {
        await _images.AttachAsync(_image, "application/spdx+json", """{"spdxVersion":"SPDX-2.3","packages":[{"name":"x","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:apk/alpine/musl@9"}]},{"name":"y","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:apk/alpine/zlib@1"}]}]}""");
        var scan = await ScanAsync("--attached");
        Findings(scan).ShouldBe([BomFindings.PackageExtra, BomFindings.VersionDiffers]);
        var stated = scan.Json().GetProperty("stated")[0];
        (stated.GetProperty("extra").GetInt32(), stated.GetProperty("versionDiffers").GetInt32(), stated.GetProperty("format").GetString()).ShouldBe((1, 1, "SPDX 2.3 JSON"));
        (await Run.HereAsync("scan", _images.Target("app"), "--attached")).Out.ShouldContain("SBOMs that come with it:");
    }

    [Fact]
    public async Task What_is_attested_of_an_index_or_of_one_of_its_images_counts_where_it_belongs()
    {
        var arm = await _images.AddAsync(null, architecture: "arm64");
        var index = await _images.AddIndexAsync("all", _image, arm);
        await _images.AttestAsync(arm, "https://openvex.dev/ns", OpenVex);
        var scan = await Run.HereAsync("scan", _images.Target("all"), "--db", Database, "--key", _images.KeyFile, "--format", "json");
        scan.Json().GetProperty("platforms").EnumerateArray()
            .Select(platform => platform.GetProperty("vulnerabilities")[0].TryGetProperty("vex", out var vex) && vex.ValueKind == JsonValueKind.Object).ShouldBe([false, true]);

        await _images.AttestAsync(index, "https://openvex.dev/ns", OpenVex);
        (await Run.HereAsync("scan", _images.Target("all"), "--db", Database, "--key", _images.KeyFile, "--fail-on", "high")).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync("scan", _images.Target("all"), "--platform", "linux/amd64", "--db", Database, "--key", _images.KeyFile, "--fail-on", "high")).Code.ShouldBe(ExitCode.Pass);
    }

    [Theory]
    [InlineData("a.spdx", "SPDXVersion: SPDX-2.3\nDocumentName: x\nPackageName: musl\nSPDXID: SPDXRef-a\nExternalRef: PACKAGE-MANAGER purl pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.18\n")]
    [InlineData("a.xml", """<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>musl</name><purl>pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.18</purl></component></components></bom>""")]
    [InlineData("a.syft.json", """{"schema":{"version":"16","url":"https://example.com/syft/schema.json"},"artifacts":[{"id":"1","name":"musl","version":"1.2.4-r2","purl":"pkg:apk/alpine/musl@1.2.4-r2?distro=alpine-3.18"}]}""")]
    public async Task A_bill_of_materials_of_any_format_is_judged(string name, string document)
    {
        var scan = await Run.HereAsync("scan", $"sbom:{_images.Write(name, document)}", "--db", Database, "--fail-on", "high", "--format", "json");
        scan.Code.ShouldBe(ExitCode.Fail, scan.Error);
        Vulnerability(scan).GetProperty("id").GetString().ShouldBe("CVE-2026-1");
    }

    private Task<CommandResult> ScanAsync(params string[] more) =>
        Run.HereAsync(["scan", _images.Target("app"), "--db", Database, "--fail-on", "high", "--format", "json", .. more]);

    private static JsonElement Vulnerability(CommandResult scan) => scan.Json().GetProperty("platforms")[0].GetProperty("vulnerabilities").EnumerateArray().ShouldHaveSingleItem();

    private static IEnumerable<string?> Findings(CommandResult scan) => scan.Json().GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString());
}
