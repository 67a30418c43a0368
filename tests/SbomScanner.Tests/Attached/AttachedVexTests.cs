using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives.Findings;

namespace Attestry.SbomScanner.Tests.Attached;

/// <summary>VEX that comes with an image, after it was scanned and decided: by whom it is signed says whether it counts.</summary>
public sealed class AttachedVexTests
{
    private const string OpenVexType = "https://openvex.dev/ns/v0.2.0";

    [Fact]
    public async Task A_trusted_attestation_that_comes_late_makes_the_decision_anew_without_a_layer_and_goes_with_it()
    {
        await using var host = await AttachedHost.StartAsync();
        host.Advise("shop");
        var image = host.Image("amd64", "shop@1.0");
        var id = await host.PushAsync(image);
        await host.DecidedAsync(id, DecisionState.Failed);
        var served = host.LayersServed;
        served.ShouldBeGreaterThan(0);

        await host.AttestAsync(image, OpenVexType, OpenVex("CVE-shop", "pkg:pypi/shop"), host.Authority.Key);

        await host.DecidedAsync(id, DecisionState.Passed);
        var evidence = await host.EvidenceAsync<VulnerabilitiesEvidence>(id, EvidenceKinds.Vulnerabilities, content => content.Result.Vex.Count > 0);
        var lifted = evidence.Result.Platforms.ShouldHaveSingleItem().Vulnerabilities.ShouldHaveSingleItem();
        (lifted.Id, lifted.IsLifted).ShouldBe(("CVE-shop", true));
        (lifted.Vex!.Status, lifted.Vex.Justification, lifted.Vex.Author, lifted.Vex.Source, lifted.Vex.Signer).ShouldBe(("not_affected", "vulnerable_code_not_present", "security@example.com", "attested", "release"));
        var considered = evidence.Result.Vex.ShouldHaveSingleItem();
        (considered.Counts, considered.Decides, considered.Subject, considered.Document).ShouldBe((true, 1, image.Digest, lifted.Vex.Document!.Value));
        (await host.DocumentAsync(id, EvidenceKinds.Vulnerabilities)).Files.ShouldHaveSingleItem().Digest.ShouldBe(considered.Document);
        host.LayersServed.ShouldBe(served);
    }

    [Fact]
    public async Task A_stranger_s_attestation_and_an_unsigned_referrer_lift_nothing_and_are_told()
    {
        await using var host = await AttachedHost.StartAsync();
        host.Advise("shop");
        var image = host.Image("amd64", "shop@1.0");
        var id = await host.PushAsync(image);
        await host.DecidedAsync(id, DecisionState.Failed);

        await host.AttestAsync(image, OpenVexType, OpenVex("CVE-shop", "pkg:pypi/shop"), host.Authority.Stranger);
        var referrer = await host.AttachAsync(image, "application/json", OpenVex("CVE-shop", "pkg:pypi/shop"));

        var evidence = await host.EvidenceAsync<VulnerabilitiesEvidence>(id, EvidenceKinds.Vulnerabilities, content => content.Result.Vex.Count == 2);
        evidence.Result.Platforms[0].Vulnerabilities.ShouldHaveSingleItem().Vex.ShouldBeNull();
        evidence.Result.Vex.Select(one => (one.Source, one.Counts, one.Signer, one.Decides)).ShouldBe([("attached", false, null, 0), ("attested", false, null, 0)], ignoreOrder: true);
        evidence.Findings.Select(finding => finding.Id).ShouldBe([VulnerabilityFindings.VexUntrusted, VulnerabilityFindings.VexUntrusted]);
        await host.DecidedAsync(id, DecisionState.Failed);

        await host.RemoveAsync(image, referrer);
        await host.EvidenceAsync<VulnerabilitiesEvidence>(id, EvidenceKinds.Vulnerabilities, content => content.Result.Vex.All(one => one.Source != "attached"));
    }

    [Fact]
    public async Task What_is_attested_of_one_image_counts_in_its_index_for_that_image_alone()
    {
        await using var host = await AttachedHost.StartAsync();
        host.Advise("shop");
        var (amd, arm) = (host.Image("amd64", "shop@1.0"), host.Image("arm64", "shop@1.0", "other@1.0"));
        var index = host.Index(amd, arm);
        await host.AttestAsync(arm, "https://cyclonedx.org/bom", CycloneDx("CVE-shop", "pkg:pypi/shop@1.0"), host.Authority.Key);
        var armId = await host.PushAsync(arm, parents: [index]);
        var amdId = await host.PushAsync(amd, parents: [index]);
        var indexId = await host.PushAsync(index, children: [amd, arm]);

        var evidence = await host.EvidenceAsync<VulnerabilitiesEvidence>(indexId, EvidenceKinds.Vulnerabilities, content => content.Result.Vex.Count > 0);
        evidence.Result.Platforms.Select(platform => (platform.Image, platform.Vulnerabilities.ShouldHaveSingleItem().IsLifted)).ShouldBe([(amd.Digest, false), (arm.Digest, true)], ignoreOrder: true);
        await host.DecidedAsync(armId, DecisionState.Passed);
        await host.DecidedAsync(amdId, DecisionState.Failed);

        // Who speaks of the index speaks of all that it lists.
        await host.AttestAsync(index, OpenVexType, OpenVex("CVE-shop", "pkg:pypi/shop"), host.Authority.Key);
        await host.DecidedAsync(amdId, DecisionState.Passed);
        await host.DecidedAsync(indexId, DecisionState.Passed);
    }

    private static string OpenVex(string vulnerability, string product) =>
        $$"""
        {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex/1","author":"security@example.com","timestamp":"2026-01-01T00:00:00Z","version":1,
         "statements":[{"vulnerability":{"name":"{{vulnerability}}"},"products":[{"@id":"{{product}}"}],"status":"not_affected","justification":"vulnerable_code_not_present"}]}
        """;

    private static string CycloneDx(string vulnerability, string product) =>
        $$"""
        {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"2026-01-01T00:00:00Z","authors":[{"name":"security@example.com"}]},
         "vulnerabilities":[{"id":"{{vulnerability}}","analysis":{"state":"not_affected","justification":"code_not_present"},"affects":[{"ref":"{{product}}"}]}]}
        """;
}
