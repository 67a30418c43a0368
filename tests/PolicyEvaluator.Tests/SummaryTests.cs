using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.InToto;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class SummaryTests
{
    [Fact]
    public async Task The_summary_verifies_offline_with_the_published_key()
    {
        await using var bed = await TestBed.StartAsync(new() { ["Evaluator:VerifierId"] = "https://attestry.example/verifier" });
        var artifact = await bed.AddAsync(Sample.Artifact(repository: "acme/team/app"));
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        var decision = (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        var published = (await bed.Store.Collection(Collections.SigningKeys).GetAsync(decision.KeyId, default))!.Document;

        var envelope = StrictJson.Deserialize<DsseEnvelope>(System.Text.Encoding.UTF8.GetBytes(decision.Envelope), 1 << 20);
        envelope.PayloadType.ShouldBe("application/vnd.in-toto+json");
        var key = VerificationKey.FromPem(published.PublicKey);
        DsseVerifier.Verify(envelope, [key]).Verified.ShouldBeTrue();
        DsseVerifier.Verify(envelope, [SigningKey.GenerateEcdsaP256().Public]).Verified.ShouldBeFalse();
        envelope.Payload[^2] ^= 1;
        DsseVerifier.Verify(envelope, [key]).Verified.ShouldBeFalse();
        envelope.Payload[^2] ^= 1;

        using var statement = StrictJson.Parse(envelope.Payload, 1 << 20);
        var root = statement.RootElement;
        root.GetProperty("_type").GetString().ShouldBe("https://in-toto.io/Statement/v1");
        root.GetProperty("predicateType").GetString().ShouldBe("https://slsa.dev/verification_summary/v1");
        var subject = root.GetProperty("subject").EnumerateArray().ShouldHaveSingleItem();
        subject.GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(artifact.Digest.Hex);
        var predicate = root.GetProperty("predicate");
        predicate.GetProperty("verifier").GetProperty("id").GetString().ShouldBe("https://attestry.example/verifier");
        predicate.GetProperty("timeVerified").GetString().ShouldBe("2026-03-01T12:00:00Z");
        predicate.GetProperty("resourceUri").GetString().ShouldBe($"pkg:oci/app@sha256%3A{artifact.Digest.Hex}?repository_url=registry.example/acme/team/app");
        predicate.GetProperty("policy").GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(decision.PolicyDigest.Hex);
        predicate.GetProperty("policy").GetProperty("uri").GetString().ShouldBe(decision.Policy);
        predicate.GetProperty("verificationResult").GetString().ShouldBe("PASSED");
        predicate.GetProperty("verifiedLevels").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("SLSA_BUILD_LEVEL_UNEVALUATED");
        predicate.GetProperty("inputAttestations").EnumerateArray().Select(e => (e.GetProperty("uri").GetString(), "sha256:" + e.GetProperty("digest").GetProperty("sha256").GetString()))
            .ShouldBe(decision.Evidence.Select(e => ((string?)$"urn:attestry:evidence:{e.Kind}:producer", e.Digest.Text)));
        var verdict = predicate.GetProperty("https://attestry.dev/verdict");
        verdict.GetProperty("state").GetString().ShouldBe("passed");
        verdict.GetProperty("decision").GetString().ShouldBe(decision.Id);
        verdict.TryGetProperty("previous", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failed_summary_says_so_and_why()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        await bed.SendAsync(await bed.SignAsync(artifact, trusted: false));
        var predicate = Predicate((await bed.DecisionsAsync(artifact))[^1]);
        predicate.VerificationResult.ShouldBe("FAILED");
        predicate.VerifiedLevels.ShouldBe(["FAILED"]);
        predicate.Verdict.State.ShouldBe("failed");
        predicate.Verdict.Reasons.ShouldContain(r => r.Effect == "deny" && r.Id == PolicyFindings.NotSigned);
    }

    [Fact]
    public async Task A_warned_summary_passes_and_names_its_warnings()
    {
        await using var bed = await TestBed.StartAsync(new() { ["Policy:TrustedSignature"] = "warn" });
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        await bed.SendAsync(await bed.SignAsync(artifact, trusted: false));
        var predicate = Predicate((await bed.DecisionsAsync(artifact))[^1]);
        predicate.VerificationResult.ShouldBe("PASSED");
        predicate.Verdict.State.ShouldBe("warned");
        predicate.Verdict.Reasons.ShouldContain(r => r.Effect == "warn" && r.Id == PolicyFindings.NotSigned);
    }

    private static VerificationSummary Predicate(AttestationDocument decision) =>
        JsonSerializer.Deserialize<Statement>(JsonSerializer.Deserialize<DsseEnvelope>(decision.Envelope)!.Payload)!.Predicate.Deserialize<VerificationSummary>()!;
}
