using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class SweepTests
{
    [Fact]
    public async Task At_start_an_artifact_whose_message_was_lost_gets_its_status()
    {
        using var folder = new TemporaryFolder();
        ArtifactDocument bare, ready;
        await using (var first = await TestBed.StartAsync(folder: folder))
        {
            (bare, ready) = (await first.AddImageAsync("bare"), await first.AddImageAsync("ready"));
            await first.StoreAllAsync(ready);
        }
        await using var bed = await TestBed.StartAsync(folder: folder, schedules: true);
        await Eventually.HoldsAsync(async () => (await bed.StatusAsync(ready))?.State == DecisionState.Passed && (await bed.StatusAsync(bare))?.State == DecisionState.Pending);
    }

    [Fact]
    public async Task Later_looks_take_what_was_seen_since_and_some_before()
    {
        await using var bed = await TestBed.StartAsync();
        await bed.Sweep.RunFullAsync(default);
        var late = await bed.AddAsync(Sample.Artifact(Sample.Image, repository: "acme/late") with { FirstSeenAt = bed.Time.GetUtcNow().AddMinutes(-9) });
        var old = await bed.AddAsync(Sample.Artifact(Sample.Image, repository: "acme/old") with { FirstSeenAt = bed.Time.GetUtcNow().AddMinutes(-11) });
        await bed.Sweep.RunAsync(default);
        (await bed.StatusAsync(late))!.State.ShouldBe(DecisionState.Pending);
        (await bed.StatusAsync(old)).ShouldBeNull();
        await bed.Sweep.RunFullAsync(default);
        (await bed.StatusAsync(old))!.State.ShouldBe(DecisionState.Pending);
    }

    [Fact]
    public async Task A_full_look_finds_evidence_that_changed_without_a_word()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        await bed.SignAsync(artifact, trusted: false);
        await bed.Sweep.RunFullAsync(default);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Failed);
    }

    [Fact]
    public async Task A_changed_policy_decides_anew_from_stored_evidence()
    {
        using var folder = new TemporaryFolder();
        ArtifactDocument artifact;
        await using (var strict = await TestBed.StartAsync(folder: folder))
        {
            artifact = await strict.AddImageAsync();
            await strict.StoreAllAsync(artifact);
            await strict.SendAsync(await strict.InspectAsync(artifact, root: true));
            (await strict.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Failed);
        }
        await using var mild = await TestBed.StartAsync(new() { ["Policy:NonRoot"] = "warn" }, folder, schedules: true);
        await Eventually.HoldsAsync(async () => (await mild.StatusAsync(artifact))!.State == DecisionState.Warned);
        var decisions = await mild.DecisionsAsync(artifact);
        decisions.Count.ShouldBe(2);
        decisions[0].PolicyDigest.ShouldNotBe(decisions[1].PolicyDigest);
    }

    [Fact]
    public async Task A_look_at_decisions_that_stand_writes_nothing()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(await bed.StoreAllAsync(artifact));
        var before = (await bed.Store.Collection(Collections.Statuses).GetAsync(artifact.Id, default))!.Version;
        await bed.Sweep.RunFullAsync(default);
        await bed.Pass.RunAsync(default);
        (await bed.Store.Collection(Collections.Statuses).GetAsync(artifact.Id, default))!.Version.ShouldBe(before);
    }

    [Fact]
    public async Task The_schedules_run_by_themselves()
    {
        await using var bed = await TestBed.StartAsync(new() { ["Evaluator:PassInterval"] = "00:00:00.050", ["Evaluator:SweepInterval"] = "00:00:00.050" }, schedules: true);
        var artifact = await bed.AddImageAsync();
        await Eventually.HoldsAsync(async () => await bed.StatusAsync(artifact) is not null);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(async () => (await bed.StatusAsync(artifact))!.State == DecisionState.Failed);
    }
}
