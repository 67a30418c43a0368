using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class EvaluationTests
{
    [Fact]
    public async Task A_new_artifact_is_pending_until_its_evidence_is_there()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(Resolved(artifact));
        var pending = (await bed.StatusAsync(artifact))!;
        pending.State.ShouldBe(DecisionState.Pending);
        pending.Deadline.ShouldBe(bed.Time.GetUtcNow() + TimeSpan.FromMinutes(2));
        pending.DueAt.ShouldBe(bed.Time.GetUtcNow() + TimeSpan.FromSeconds(20));
        await bed.SendAsync(await bed.SignAsync(artifact));
        await bed.SendAsync(await bed.CatalogAsync(artifact));
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Pending);
        (await bed.DecisionsAsync(artifact)).ShouldBeEmpty();
        await bed.SendAsync(await bed.InspectAsync(artifact));
        var status = (await bed.StatusAsync(artifact))!;
        status.State.ShouldBe(DecisionState.Passed);
        status.DueAt.ShouldBe(DateTimeOffset.MaxValue);
        status.Issuing.ShouldBeNull();
        var decision = (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        decision.Id.ShouldBe(status.Attestation);
        decision.Previous.ShouldBeNull();
        decision.Evidence.Select(e => e.Kind).ShouldBe([EvidenceKinds.Hygiene, EvidenceKinds.Sbom, EvidenceKinds.Signatures]);
        await Eventually.HoldsAsync(() => bed.Announced.Messages.Count == 1);
        bed.Announced.Messages.ShouldHaveSingleItem().ShouldBe(new AttestationIssued(artifact.Id, decision.Id, DecisionState.Passed));
    }

    [Fact]
    public async Task Evidence_that_was_faster_than_the_artifact_is_judged_with_it()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.StoreAllAsync(artifact);
        await bed.SendAsync(Resolved(artifact));
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Passed);
    }

    [Theory]
    [InlineData(ArtifactKind.Referrer)]
    [InlineData(ArtifactKind.Other)]
    public async Task Only_images_and_indexes_are_judged(ArtifactKind kind)
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddAsync(Sample.Artifact(kind: kind));
        await bed.SendAsync(Resolved(artifact), await bed.SignAsync(artifact));
        await bed.Sweep.RunFullAsync(default);
        (await bed.StatusAsync(artifact)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_about_an_artifact_that_is_not_stored_changes_nothing()
    {
        await using var bed = await TestBed.StartAsync();
        await bed.SendAsync(Resolved(Sample.Artifact()));
        (await bed.StatusAsync(Sample.Artifact())).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_message_fifty_times_gives_one_decision()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        var messages = await bed.StoreAllAsync(artifact);
        await bed.SendAsync([.. Enumerable.Repeat<object>(messages[0], 50), .. Enumerable.Repeat<object>(Resolved(artifact), 50)]);
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        var version = (await bed.Store.Collection(Collections.Statuses).GetAsync(artifact.Id, default))!.Version;
        var announced = bed.Announced.Messages.Count;
        await bed.SendAsync([.. Enumerable.Repeat<object>(messages[1], 50)]);
        (await bed.Store.Collection(Collections.Statuses).GetAsync(artifact.Id, default))!.Version.ShouldBe(version);
        bed.Announced.Messages.Count.ShouldBe(announced);
    }

    [Fact]
    public async Task A_signature_that_is_gone_takes_the_pass_with_it()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Passed);
        await bed.SendAsync(await bed.StoreAsync(artifact, EvidenceKinds.Signatures, new Contracts.Evidence.SignaturesEvidence([]), Verdict.Failed));
        var decisions = await bed.DecisionsAsync(artifact);
        decisions.Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed]);
        decisions[1].Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.NotSigned);
        (await bed.StatusAsync(artifact))!.Attestation.ShouldBe(decisions[1].Id);
    }

    [Fact]
    public async Task Evidence_that_flaps_leaves_a_chain_of_three_decisions()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        await bed.SendAsync(await bed.SignAsync(artifact, trusted: false));
        await bed.SendAsync(await bed.SignAsync(artifact));
        var decisions = await bed.DecisionsAsync(artifact);
        decisions.Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed, DecisionState.Passed]);
        decisions.Select(d => d.Previous).ShouldBe([null, decisions[0].Id, decisions[1].Id]);
        decisions[2].Evidence.ShouldBe(decisions[0].Evidence);
        decisions.Select(d => d.IssuedAt).ShouldBeInOrder(SortDirection.Ascending);
        decisions.Select(d => d.IssuedAt).Distinct().Count().ShouldBe(3);
        (await bed.StatusAsync(artifact))!.Attestation.ShouldBe(decisions[2].Id);
    }

    [Fact]
    public async Task Evidence_that_the_policy_does_not_read_changes_nothing()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        await bed.SendAsync(await bed.StoreAsync(artifact, EvidenceKinds.Vulnerabilities, new { }, Verdict.Failed));
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().Evidence.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_digest_in_two_repositories_is_judged_twice()
    {
        await using var bed = await TestBed.StartAsync();
        var (one, two) = (await bed.AddImageAsync("same", "acme/one"), await bed.AddImageAsync("same", "acme/two"));
        await bed.SendAsync(await bed.StoreAllAsync(one));
        await bed.StoreAllAsync(two);
        await bed.SendAsync(await bed.SignAsync(two, trusted: false));
        (await bed.StatusAsync(one))!.State.ShouldBe(DecisionState.Passed);
        (await bed.StatusAsync(two))!.State.ShouldBe(DecisionState.Failed);
    }

    [Fact]
    public async Task The_policy_that_decided_can_be_looked_up_by_its_digest()
    {
        await using var bed = await TestBed.StartAsync(new() { ["Policy:NonRoot"] = "warn", ["Policy:DenyList:0:Package"] = "pkg:npm/x", ["Policy:DenyList:0:Reason"] = "bad" });
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        await bed.SendAsync(await bed.InspectAsync(artifact, root: true));
        var decision = (await bed.DecisionsAsync(artifact))[^1];
        decision.State.ShouldBe(DecisionState.Warned);
        System.Text.Encoding.UTF8.GetString((await bed.Contents.GetAsync(decision.PolicyDigest, default))!).ShouldContain("pkg:npm/x");
    }

    private static ArtifactResolved Resolved(ArtifactDocument artifact) => new(artifact.Id, artifact.Digest, artifact.Kind);
}
