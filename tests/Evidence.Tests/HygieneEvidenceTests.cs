using Attestry.Contracts;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Executables;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;
using Attestry.Sbom.Scanning;
using Attestry.Sbom.Secrets;

namespace Attestry.Evidence.Tests;

public sealed class HygieneEvidenceTests
{
    private static readonly Digest Layer = Digest.Sha256("layer"u8);

    [Fact]
    public void Says_how_the_image_is_made_and_what_is_notable()
    {
        var evidence = ScanEvidence.Hygiene(Scan(ImageHygiene.Empty with
        {
            Shells = ["bin/sh"],
            Setuid = ["bin/su"],
            Layers = [new(Layer, 10, 100, 3, 20 << 20)],
        }));
        evidence.Verdict.ShouldBe(Verdict.Passed);
        evidence.Findings.Select(f => f.Id).ShouldBe([HygieneFindings.Wasted, HygieneFindings.Setuid, HygieneFindings.Shell]);
        var platform = evidence.Result.Platforms.ShouldHaveSingleItem();
        (platform.Shells[0], platform.SetuidFiles[0], platform.WastedBytes, platform.Layers[0].Files).ShouldBe(("bin/sh", "bin/su", 20L << 20, 3));
    }

    [Fact]
    public void A_secret_warns_and_is_named_by_place_alone()
    {
        var evidence = ScanEvidence.Hygiene(Scan(ImageHygiene.Empty with { Secrets = [new(new LayerSecret("root/.npmrc", 3, "npm-token"), Layer, Removed: true)] }));
        (evidence.Verdict, evidence.Findings[0].Id, evidence.Findings[0].Severity, evidence.Findings[0].Location).ShouldBe((Verdict.Warned, HygieneFindings.Secret, Severity.High, "root/.npmrc"));
        evidence.Result.Platforms[0].Secrets.ShouldBe([new FoundSecret("root/.npmrc", 3, "npm-token", Layer, true)]);
    }

    [Fact]
    public void Lists_how_the_makers_own_programs_were_linked_and_built()
    {
        var facts = new ElfFacts(true, true, false, false, false, "none", true) { HasGoBuildId = true };
        var go = new Dictionary<string, string> { ["go:version"] = "go1.22.1", ["go:build:-trimpath"] = "true", ["go:build:CGO_ENABLED"] = "0", ["go:build:vcs.revision"] = "abc", ["go:build:vcs.modified"] = "true" };
        var own = new LayerExecutable("app/tool", Digest.Sha256("tool"u8), 4, []) { Facts = facts };
        var owned = own with { Path = "bin/ls" };
        var scan = Scan(ImageHygiene.Empty, new ImageExecutable(own, Layer, null, go), new ImageExecutable(owned, Layer, "pkg:deb/debian/coreutils@9", null));
        var listed = ScanEvidence.Hygiene(scan).Result.Platforms[0].Executables.ShouldHaveSingleItem();
        (listed.Path, listed.IsStatic, listed.IsStripped, listed.Relro).ShouldBe(("app/tool", true, true, "none"));
        listed.Go.ShouldBe(new GoBuild("go1.22.1", true, true, false, "abc", true));
        ScanEvidence.Executables(scan).Result.Platforms[0].Files.Select(f => f.Path).ShouldBe(["app/tool", "bin/ls"]);
    }

    [Fact]
    public void What_is_not_known_of_a_program_is_not_said()
    {
        var own = new LayerExecutable("app/huge", Digest.Sha256("huge"u8), 4, []) { Facts = new(true, false, null, null, true, "partial", true) };
        var listed = ScanEvidence.Hygiene(Scan(ImageHygiene.Empty, new ImageExecutable(own, Layer, null, null))).Result.Platforms[0].Executables[0];
        (listed.IsStripped, listed.Go).ShouldBe((null, null));
    }

    [Fact]
    public void The_evidence_reads_back_as_it_was_written()
    {
        var evidence = ScanEvidence.Hygiene(Scan(ImageHygiene.Empty with { Shells = ["bin/sh"] }));
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(evidence, ContractJson.Options);
        var read = System.Text.Json.JsonSerializer.Deserialize<EvidenceContent<HygieneEvidence>>(bytes, ContractJson.Options)!;
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(read, ContractJson.Options).ShouldBe(bytes);
        read.Result.Platforms[0].Shells.ShouldBe(["bin/sh"]);
    }

    private static ArtifactScan Scan(ImageHygiene hygiene, params ImageExecutable[] executables)
    {
        var catalog = new ImageCatalog(null, [], new Dictionary<string, long>(), []) { Hygiene = hygiene, Executables = executables };
        var image = new ImageScan(new SbomSubject("registry.test/app", Layer, "linux/amd64", null), catalog, "65532", false, [], true, default);
        return new(false, [image], [], Verdict.Passed);
    }
}
