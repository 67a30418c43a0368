using Attestry.Contracts;
using Attestry.Contracts.Evidence;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.SbomScanner.Tests.Attached;

/// <summary>SBOMs that come with an image, compared with what is in it.</summary>
public sealed class AttachedSbomTests
{
    [Fact]
    public async Task An_attested_SBOM_that_lies_is_found_out_and_names_who_lied()
    {
        await using var host = await AttachedHost.StartAsync();
        var image = host.Image("amd64", "shop@1.0", "hidden@3.0");
        var id = await host.PushAsync(image);
        await host.EvidenceAsync<SbomEvidence>(id, EvidenceKinds.Sbom, content => content.Findings.Count == 0 && content.Result.Stated.Count == 0);
        var served = host.LayersServed;

        await host.AttestAsync(image, "https://spdx.dev/Document/v2.3", Spdx("shop@2.0", "invented@1.0"), host.Authority.Key);

        var evidence = await host.EvidenceAsync<SbomEvidence>(id, EvidenceKinds.Sbom, content => content.Result.Stated.Count > 0);
        evidence.Findings.Select(finding => finding.Id).ShouldBe([BomFindings.PackageMissing, BomFindings.PackageExtra, BomFindings.VersionDiffers]);
        evidence.Verdict.ShouldBe(Verdict.Passed);
        var stated = evidence.Result.Stated.ShouldHaveSingleItem();
        (stated.Source, stated.Signer, stated.Format, stated.Subject, stated.Missing, stated.Extra, stated.VersionDiffers).ShouldBe(("attested", "release", "SPDX 2.3 JSON", image.Digest, 1, 1, 1));
        (await host.DocumentAsync(id, EvidenceKinds.Sbom)).Files.Select(file => file.Name).ShouldBe(["spdx", "cyclonedx", $"sbom-{stated.Content.Hex[..12]}"]);
        host.LayersServed.ShouldBe(served);
    }

    [Fact]
    public async Task What_is_attached_by_tag_or_as_referrer_is_compared_and_what_is_taken_away_is_forgotten()
    {
        await using var host = await AttachedHost.StartAsync();
        var image = host.Image("amd64", "shop@1.0");
        // Before the image is known, as pipelines do it.
        await host.AttachAsync(image, "text/spdx", "SPDXVersion: SPDX-2.3\nDocumentName: x\nPackageName: shop\nSPDXID: SPDXRef-a\nExternalRef: PACKAGE-MANAGER purl pkg:pypi/shop@1.0\n", CosignTag.Sbom);
        var id = await host.PushAsync(image);
        (await host.EvidenceAsync<SbomEvidence>(id, EvidenceKinds.Sbom, content => content.Result.Stated.Count == 1)).Result.Stated[0].Agrees.ShouldBeTrue();

        var referrer = await host.AttachAsync(image, "application/vnd.cyclonedx+xml", """<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components/></bom>""");
        var both = await host.EvidenceAsync<SbomEvidence>(id, EvidenceKinds.Sbom, content => content.Result.Stated.Count == 2);
        both.Result.Stated.Select(one => (one.Format, one.Missing, one.Signer)).ShouldBe([("SPDX 2.3 tag-value", 0, null), ("CycloneDX 1.5 XML", 1, null)]);
        both.Findings.ShouldHaveSingleItem().Id.ShouldBe(BomFindings.PackageMissing);

        await host.RemoveAsync(image, referrer);
        (await host.EvidenceAsync<SbomEvidence>(id, EvidenceKinds.Sbom, content => content.Result.Stated.Count == 1)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_with_an_index_is_compared_with_its_images_together_and_what_comes_with_one_with_that_one()
    {
        await using var host = await AttachedHost.StartAsync();
        var (amd, arm) = (host.Image("amd64", "shop@1.0"), host.Image("arm64", "shop@1.0", "armonly@1.0"));
        var index = host.Index(amd, arm);
        await host.AttestAsync(index, "https://spdx.dev/Document", Spdx("shop@1.0", "armonly@1.0"), host.Authority.Key);
        await host.AttestAsync(amd, "https://spdx.dev/Document", Spdx("shop@1.0", "armonly@1.0"), host.Authority.Key);
        var amdId = await host.PushAsync(amd, parents: [index]);
        await host.PushAsync(arm, parents: [index]);
        var indexId = await host.PushAsync(index, children: [amd, arm]);

        var evidence = await host.EvidenceAsync<SbomEvidence>(indexId, EvidenceKinds.Sbom, content => content.Result.Stated.Count == 2);
        evidence.Result.Stated.Select(one => (one.Subject, one.Images.Count, one.Extra)).ShouldBe([(index.Digest, 2, 0), (amd.Digest, 1, 1)]);
        var child = await host.EvidenceAsync<SbomEvidence>(amdId, EvidenceKinds.Sbom, content => content.Result.Stated.Count == 2);
        child.Result.Stated.Select(one => (one.Subject, one.Images.Count, one.Extra)).ShouldBe([(amd.Digest, 1, 1), (index.Digest, 0, 0)]);
    }

    private static string Spdx(params string[] packages) =>
        $$"""
        {"spdxVersion":"SPDX-2.3","name":"x","packages":[{{string.Join(',', packages.Select(package =>
            $$"""{"SPDXID":"SPDXRef-{{package.Replace('@', '-')}}","name":"x","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:pypi/{{package}}"}]}"""))}}]}
        """;
}
