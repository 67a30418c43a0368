using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Three_evaluators_give_200_artifacts_one_decision_each()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Dictionary<string, string?> key = new() { ["Signing:Key"] = SigningKey.GenerateEcdsaP256().ToPem() };
        await using var a = await TestBed.StartAsync(key, folder, time);
        await using var b = await TestBed.StartAsync(key, folder, time);
        await using var c = await TestBed.StartAsync(key, folder, time);
        var artifacts = new List<ArtifactDocument>();
        var messages = new List<object>();
        for (var i = 0; i < 200; i++)
        {
            var artifact = await a.AddImageAsync($"app-{i}");
            artifacts.Add(artifact);
            messages.AddRange(await a.StoreAllAsync(artifact));
            messages.Add(new ArtifactResolved(artifact.Id, artifact.Digest, artifact.Kind));
            if (i % 4 == 0)
                await a.SignAsync(artifact, trusted: false);
        }
        await Task.WhenAll(new[] { a, b, c }.Select((bed, i) => bed.SendAsync(Shuffled(messages, i))));

        (await a.Store.Collection(Collections.Attestations).CountAsync(new("by_issued"), default)).ShouldBe(200);
        for (var i = 0; i < artifacts.Count; i++)
        {
            var decision = (await a.DecisionsAsync(artifacts[i])).ShouldHaveSingleItem();
            decision.State.ShouldBe(i % 4 == 0 ? DecisionState.Failed : DecisionState.Passed);
            var status = (await a.StatusAsync(artifacts[i]))!;
            (status.Attestation, status.State).ShouldBe((decision.Id, decision.State));
            if (status.Issuing is not null)
                throw new ShouldAssertException($"{status.Id} is still being issued.");
        }
        foreach (var artifact in artifacts)
            await Eventually.HoldsAsync(() => new[] { a, b, c }.Any(bed => bed.Announced.Messages.Any(m => m.Artifact == artifact.Id)));
    }

    [Fact]
    public async Task While_evidence_changes_under_three_evaluators_the_decisions_stay_one_chain_and_the_last_one_is_right()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Dictionary<string, string?> key = new() { ["Signing:Key"] = SigningKey.GenerateEcdsaP256().ToPem() };
        await using var a = await TestBed.StartAsync(key, folder, time);
        await using var b = await TestBed.StartAsync(key, folder, time);
        await using var c = await TestBed.StartAsync(key, folder, time);
        var artifact = await a.AddImageAsync();
        await a.StoreAllAsync(artifact);
        using var done = new CancellationTokenSource();
        Task[] evaluators = [.. new[] { a, b, c }.Select(bed => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await bed.EvaluateAsync(artifact);
        }))];
        for (var i = 0; i < 30; i++)
            await a.SignAsync(artifact, trusted: i % 2 == 0);
        await done.CancelAsync();
        await Task.WhenAll(evaluators);
        await b.EvaluateAsync(artifact);

        var decisions = await a.DecisionsAsync(artifact);
        decisions[^1].State.ShouldBe(DecisionState.Failed);
        (await a.StatusAsync(artifact))!.Attestation.ShouldBe(decisions[^1].Id);
        decisions.Select(d => d.Previous).ShouldBe(decisions.Select(d => d.Id).Prepend(null).SkipLast(1));
        decisions.Count.ShouldBeInRange(2, 31);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Who_judged_older_evidence_appends_nothing_and_looks_again(int overtakenAtRead)
    {
        Overtaking? overtaking = null;
        await using var bed = await TestBed.StartAsync(before: store => overtaking = new Overtaking(store));
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        await bed.StoreAllAsync(artifact);
        // While the evaluator holds the evidence of a good image, the signature goes and another evaluator is faster.
        overtaking!.At(overtakenAtRead, async () =>
        {
            await bed.SignAsync(artifact, trusted: false);
            await bed.EvaluateAsync(artifact);
        });
        await bed.EvaluateAsync(artifact);
        overtaking.Overtook.ShouldBeTrue();
        (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().State.ShouldBe(DecisionState.Failed);
        (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Failed);
    }

    private static List<object> Shuffled(List<object> messages, int seed)
    {
        var shuffled = messages.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled];
    }
}
