using System.Text.Json;
using Attestry.Contracts;
using Attestry.Oci.Building;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sbom.Scanning;

namespace Attestry.Evidence.Tests;

public sealed class ScanEvidenceTests
{
    private static readonly byte[] Installed = "P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\n\n"u8.ToArray();

    [Fact]
    public async Task Says_what_the_scan_found()
    {
        var scan = await ScanAsync("nobody");
        var sbom = ScanEvidence.Sbom(scan);
        sbom.Verdict.ShouldBe(Verdict.Passed);
        var platform = sbom.Result.Platforms.ShouldHaveSingleItem();
        platform.Platform.ShouldBe("linux/amd64");
        platform.Packages.ShouldHaveSingleItem().Purl.ShouldStartWith("pkg:apk/alpine/musl@1.2.4-r2");
        var hygiene = ScanEvidence.Hygiene(scan).Result.Platforms.ShouldHaveSingleItem();
        (hygiene.User, hygiene.RunsAsRoot).ShouldBe(("nobody", false));
    }

    [Fact]
    public async Task The_same_image_gives_the_same_bytes()
    {
        var (one, two) = (ScanEvidence.Sbom(await ScanAsync("0")), ScanEvidence.Sbom(await ScanAsync("0")));
        JsonSerializer.Serialize(one, ContractJson.Options).ShouldBe(JsonSerializer.Serialize(two, ContractJson.Options));
    }

    [Fact]
    public void A_scan_that_failed_is_evidence_that_failed()
    {
        var scan = new ArtifactScan(false, [], [], Verdict.Failed);
        ScanEvidence.Sbom(scan).Verdict.ShouldBe(Verdict.Failed);
        ScanEvidence.Hygiene(scan).Verdict.ShouldBe(Verdict.Failed);
        // An unreadable package file says nothing about the user.
        ScanEvidence.Hygiene(scan with { Verdict = Verdict.Warned }).Verdict.ShouldBe(Verdict.Passed);
    }

    private static async Task<ArtifactScan> ScanAsync(string user)
    {
        using var folder = new TemporaryFolder();
        using var layer = new LayerBuilder();
        layer.AddFile("etc/os-release", "ID=alpine\nVERSION_ID=3.18\n"u8.ToArray())
            .AddFile("etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n"u8.ToArray())
            .AddFile("lib/apk/db/installed", Installed);
        await new ImageBuilder { Layers = [layer.Build()], User = user }.PushAsync(await LayoutWriter.OpenAsync(folder.Path, default), "app", default);
        await using var source = await OciLayout.OpenAsync(folder.Path, default);
        // The layout's path names the subject; it is the image that must decide the evidence.
        return await ArtifactScanner.ScanAsync(source, "app", new MemoryLayerCatalogCache(), default);
    }
}
