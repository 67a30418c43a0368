using System.Text;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class UnreadableEvidenceTests
{
    public static TheoryData<string> Damages =>
    [
        "gone",
        "not json",
        "null",
        "{}",
        """{"verdict":"passed","findings":[],"result":{"signatures":[null]}}""",
        """{"verdict":"passed","findings":null,"result":{"signatures":[]}}""",
        """{"verdict":"passed","findings":[],"result":null}""",
        """{"verdict":"passed","findings":[],"result":{}}""",
        """{"verdict":"fine","findings":[],"result":{"signatures":[]}}""",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Content_that_cannot_be_read_counts_as_missing_and_is_asked_for(string content)
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        var digest = content == "gone" ? Digest.Sha256("gone"u8) : await bed.Contents.PutAsync(Encoding.UTF8.GetBytes(content), default);
        await bed.PointAsync(artifact, EvidenceKinds.Signatures, digest);
        await bed.EvaluateAsync(artifact);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Pending);
        bed.Time.Advance(TimeSpan.FromSeconds(20));
        await bed.Pass.RunAsync(default);
        await Eventually.HoldsAsync(() => bed.Asked.Messages.Any(m => m.Kind == EvidenceKinds.Signatures));
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.Pass.RunAsync(default);
        var decision = (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        decision.Reasons.ShouldHaveSingleItem().Id.ShouldBe(EvidenceFindings.Unreadable);
        decision.Evidence.Select(e => e.Kind).ShouldBe([EvidenceKinds.Hygiene, EvidenceKinds.Sbom]);
    }

    [Fact]
    public async Task A_pass_does_not_outlive_evidence_that_became_unreadable_and_returns_with_it()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        bed.Time.Advance(TimeSpan.FromMinutes(5));
        await bed.PointAsync(artifact, EvidenceKinds.Sbom, Digest.Sha256("gone"u8));
        await bed.EvaluateAsync(artifact);
        await bed.EvaluateAsync(artifact);
        (await bed.DecisionsAsync(artifact)).Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed]);
        await bed.SendAsync(await bed.CatalogAsync(artifact));
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Passed);
    }

    [Fact]
    public async Task Content_that_does_not_have_its_digest_is_unreadable()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        var untrusted = await bed.SignAsync(artifact, trusted: false);
        var trusted = await bed.SignAsync(artifact);
        // Someone with write access to the database puts the good content under the bad one's digest.
        var chunks = bed.Store.Collection(Collections.Contents);
        var good = (await chunks.GetAsync($"{trusted.Content}#0", default))!.Document;
        (await chunks.ReplaceAsync(good with { Id = $"{untrusted.Content}#0" }, 1, default)).ShouldBeTrue();
        await bed.PointAsync(artifact, EvidenceKinds.Signatures, untrusted.Content);
        await bed.EvaluateAsync(artifact);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.Pass.RunAsync(default);
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe(EvidenceFindings.Unreadable);
    }

    [Fact]
    public async Task The_verdict_beside_the_content_cannot_lift_it()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        var failed = await bed.SignAsync(artifact, trusted: false);
        await bed.PointAsync(artifact, EvidenceKinds.Signatures, failed.Content, Verdict.Passed);
        await bed.EvaluateAsync(artifact);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Failed);
    }
}
