using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Missing_evidence_is_asked_for_with_backoff_and_counted_against_it_at_the_deadline()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.SendAsync(new ArtifactResolved(artifact.Id, artifact.Digest, artifact.Kind), await bed.SignAsync(artifact));
        var start = bed.Time.GetUtcNow();

        await PassAtAsync(bed, start, 19);
        bed.Asked.Messages.ShouldBeEmpty();
        await PassAtAsync(bed, start, 20);
        await AskedAsync(bed, EvidenceKinds.Sbom, EvidenceKinds.Hygiene);
        await PassAtAsync(bed, start, 59);
        bed.Asked.Messages.Count.ShouldBe(2);
        await PassAtAsync(bed, start, 60);
        await AskedAsync(bed, EvidenceKinds.Sbom, EvidenceKinds.Hygiene, EvidenceKinds.Sbom, EvidenceKinds.Hygiene);
        bed.Asked.Messages.Select(m => m.Attempt).Order().ShouldBe([1, 1, 2, 2]);
        (await bed.StatusAsync(artifact))!.DueAt.ShouldBe(start.AddMinutes(2));
        await PassAtAsync(bed, start, 119);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Pending);

        await PassAtAsync(bed, start, 120);
        var decision = (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        decision.State.ShouldBe(DecisionState.Failed);
        decision.Evidence.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceKinds.Signatures);
        decision.Reasons.Select(r => (r.Id, r.Location)).ShouldBe(
            [(EvidenceFindings.Missing, EvidenceKinds.Sbom), (EvidenceFindings.Missing, EvidenceKinds.Hygiene)]);
    }

    [Fact]
    public async Task With_no_evidence_at_all_it_fails_too()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 121);
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().Reasons.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Late_evidence_is_judged_as_it_comes_and_heals_the_decision()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 300);
        await bed.SendAsync(await bed.SignAsync(artifact));
        await bed.SendAsync(await bed.CatalogAsync(artifact));
        await bed.SendAsync(await bed.InspectAsync(artifact));
        var decisions = await bed.DecisionsAsync(artifact);
        decisions.Select(d => d.Reasons.Count).ShouldBe([3, 2, 1, 0]);
        decisions[^1].State.ShouldBe(DecisionState.Passed);
        (await bed.StatusAsync(artifact))!.DueAt.ShouldBe(DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task After_the_deadline_it_is_asked_for_ever_more_seldom_but_not_given_up()
    {
        await using var bed = await TestBed.StartAsync(new() { ["Evaluator:LongestAskInterval"] = "00:10:00" });
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        for (var minute = 0; minute < 120; minute++)
        {
            bed.Time.Advance(TimeSpan.FromMinutes(1));
            await bed.Pass.RunAsync(default);
        }
        var status = (await bed.StatusAsync(artifact))!;
        status.Asked.ShouldBeInRange(12, 17);
        status.DueAt.ShouldBeLessThanOrEqualTo(bed.Time.GetUtcNow().AddMinutes(10));
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        await Eventually.HoldsAsync(() => bed.Asked.Messages.Count == 3 * status.Asked);
    }

    [Fact]
    public async Task Evidence_whose_message_was_lost_is_found_by_the_pass()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        await bed.StoreAllAsync(artifact);
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 20);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Passed);
        bed.Asked.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_gone_from_its_registry_is_decided_but_not_asked_for()
    {
        await using var bed = await TestBed.StartAsync();
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        var artifacts = bed.Store.Collection(Collections.Artifacts);
        (await artifacts.ReplaceAsync(artifact with { RemovedAt = bed.Time.GetUtcNow() }, 1, default)).ShouldBeTrue();
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 30);
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 120);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Failed);
        (await bed.StatusAsync(artifact))!.DueAt.ShouldBe(DateTimeOffset.MaxValue);
        bed.Asked.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pass_takes_all_that_is_due_beyond_one_page()
    {
        await using var bed = await TestBed.StartAsync();
        var artifacts = new List<ArtifactDocument>();
        for (var i = 0; i < 230; i++)
        {
            artifacts.Add(await bed.AddImageAsync($"app-{i}"));
            await bed.EvaluateAsync(artifacts[^1]);
        }
        await PassAtAsync(bed, bed.Time.GetUtcNow(), 120);
        (await bed.Store.Collection(Collections.Statuses).CountAsync(new("by_state", "failed"), default)).ShouldBe(230);
    }

    [Fact]
    public void The_interval_doubles_up_to_its_longest()
    {
        var options = new EvaluatorOptions { AskAfter = TimeSpan.FromSeconds(1), LongestAskInterval = TimeSpan.FromSeconds(10) };
        new[] { 0, 1, 2, 3, 4, 63, int.MaxValue }.Select(n => options.AskInterval(n).TotalSeconds).ShouldBe([1, 2, 4, 8, 10, 10, 10]);
        new EvaluatorOptions { AskAfter = TimeSpan.FromDays(30), LongestAskInterval = TimeSpan.FromDays(30) }.AskInterval(int.MaxValue).ShouldBe(TimeSpan.FromDays(30));
    }

    private static async Task PassAtAsync(TestBed bed, DateTimeOffset start, int seconds)
    {
        bed.Time.Advance(start.AddSeconds(seconds) - bed.Time.GetUtcNow());
        await bed.Pass.RunAsync(default);
    }

    private static async Task AskedAsync(TestBed bed, params string[] kinds)
    {
        await Eventually.HoldsAsync(() => bed.Asked.Messages.Count >= kinds.Length);
        bed.Asked.Messages.Select(m => m.Kind).Order().ShouldBe(kinds.Order());
    }
}
