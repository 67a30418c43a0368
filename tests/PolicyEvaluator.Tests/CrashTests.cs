using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Tests;

public sealed class CrashTests
{
    private const int MostPoints = 40;

    [Theory]
    [InlineData(Recovery.Redelivery)]
    [InlineData(Recovery.Pass)]
    [InlineData(Recovery.NewEvidence)]
    public async Task Whatever_moment_it_dies_in_one_decision_is_appended_made_the_status_and_announced(Recovery recovery)
    {
        var points = new CrashPoints();
        await using var bed = await TestBed.StartAsync(before: store => new CrashPoints.Store(store, points));
        bed.Bus.ConnectPublishObserver(points);
        var died = 0;
        for (var point = 1; point <= MostPoints; point++)
        {
            var artifact = await bed.AddImageAsync($"{recovery}-{point}");
            await bed.StoreAllAsync(artifact);
            points.Arm(point);
            await DieAsync(bed, artifact);
            if (!points.Died)
                break;
            died = point;
            points.Arm(0);
            await RecoverAsync(bed, artifact, recovery);

            var decisions = await bed.DecisionsAsync(artifact);
            decisions[0].State.ShouldBe(DecisionState.Passed);
            decisions.Count.ShouldBe(recovery == Recovery.NewEvidence && decisions.Count > 1 ? 2 : 1, $"at point {point}");
            var status = (await bed.StatusAsync(artifact))!;
            (status.Attestation, status.State, status.Issuing, status.DueAt).ShouldBe((decisions[^1].Id, decisions[^1].State, null, DateTimeOffset.MaxValue), $"at point {point}");
            foreach (var decision in decisions)
                await Eventually.HoldsAsync(() => bed.Announced.Messages.Any(m => m.Attestation == decision.Id));
        }
        // Status, claim, append, decided status, announcement, rest: each before and after; the policy's content is there from the first time on.
        died.ShouldBeInRange(12, MostPoints - 1);
    }

    [Fact]
    public async Task Whatever_moment_it_dies_in_a_passed_artifact_loses_its_pass()
    {
        var points = new CrashPoints();
        await using var bed = await TestBed.StartAsync(before: store => new CrashPoints.Store(store, points));
        bed.Bus.ConnectPublishObserver(points);
        for (var point = 1; point <= MostPoints; point++)
        {
            var artifact = await bed.AddImageAsync($"revoked-{point}");
            await bed.StoreAllAsync(artifact);
            await bed.EvaluateAsync(artifact);
            (await bed.StatusAsync(artifact))!.State.ShouldBe(DecisionState.Passed);
            await bed.SignAsync(artifact, trusted: false);
            points.Arm(point);
            await DieAsync(bed, artifact);
            var last = !points.Died;
            points.Arm(0);
            await RecoverAsync(bed, artifact, Recovery.Redelivery);
            var decisions = await bed.DecisionsAsync(artifact);
            decisions.Select(d => d.State).ShouldBe([DecisionState.Passed, DecisionState.Failed], $"at point {point}");
            (await bed.StatusAsync(artifact))!.Attestation.ShouldBe(decisions[1].Id);
            if (last)
                return;
        }
        throw new InvalidOperationException("It died at every point.");
    }

    [Fact]
    public async Task Dying_while_asking_for_evidence_only_delays_the_question()
    {
        var points = new CrashPoints();
        await using var bed = await TestBed.StartAsync(before: store => new CrashPoints.Store(store, points));
        bed.Bus.ConnectPublishObserver(points);
        var artifact = await bed.AddImageAsync();
        await bed.EvaluateAsync(artifact);
        bed.Time.Advance(TimeSpan.FromSeconds(20));
        points.Arm(3);
        await bed.Pass.RunAsync(default);
        points.Died.ShouldBeTrue();
        bed.Asked.Messages.ShouldBeEmpty();
        points.Arm(0);
        bed.Time.Advance(TimeSpan.FromSeconds(40));
        await bed.Pass.RunAsync(default);
        await Eventually.HoldsAsync(() => bed.Asked.Messages.Count == 3);
    }

    [Fact]
    public async Task One_artifact_that_cannot_be_evaluated_does_not_keep_the_others_waiting()
    {
        OneBroken? store = null;
        await using var bed = await TestBed.StartAsync(before: database => store = new OneBroken(database));
        var (broken, whole) = (await bed.AddImageAsync("broken"), await bed.AddImageAsync("whole"));
        await bed.EvaluateAsync(broken);
        await bed.EvaluateAsync(whole);
        store!.Id = broken.Id;
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        await bed.Pass.RunAsync(default);
        (await bed.StatusAsync(whole))!.State.ShouldBe(DecisionState.Failed);
        (await bed.StatusAsync(broken))!.State.ShouldBe(DecisionState.Pending);
        store.Id = "";
        await bed.Pass.RunAsync(default);
        (await bed.StatusAsync(broken))!.State.ShouldBe(DecisionState.Failed);
    }

    public enum Recovery
    {
        /// <summary>The bus delivers the same message again.</summary>
        Redelivery,

        /// <summary>The message is lost; the background passes find what is open.</summary>
        Pass,

        /// <summary>The next message is about other evidence.</summary>
        NewEvidence,
    }

    private static async Task DieAsync(TestBed bed, ArtifactDocument artifact)
    {
        try
        {
            await bed.EvaluateAsync(artifact);
        }
        catch (IOException)
        {
            // As the process would.
        }
    }

    private static async Task RecoverAsync(TestBed bed, ArtifactDocument artifact, Recovery recovery)
    {
        switch (recovery)
        {
            case Recovery.Redelivery:
                await bed.EvaluateAsync(artifact);
                break;
            case Recovery.Pass:
                bed.Time.Advance(TimeSpan.FromSeconds(20));
                await bed.Sweep.RunAsync(default);
                await bed.Pass.RunAsync(default);
                break;
            default:
                await bed.CatalogAsync(artifact, "pkg:deb/debian/openssl@3");
                await bed.EvaluateAsync(artifact);
                break;
        }
    }

    /// <summary>A store in which one artifact cannot be read.</summary>
    private sealed class OneBroken(IDocumentStore inner) : IDocumentStore
    {
        internal string Id { get; set; } = "";

        public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
            new Reads<T>(inner.Collection(definition), this);

        public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

        public Task CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

        // The database belongs to the test.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Reads<T>(IDocumentCollection<T> inner, OneBroken store) : IDocumentCollection<T>
            where T : class, IDocument
        {
            public Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation) =>
                id == store.Id && typeof(T) == typeof(ArtifactDocument) ? throw new IOException("unreadable") : inner.GetAsync(id, cancellation);

            public Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) => inner.GetManyAsync(ids, cancellation);

            public Task<bool> InsertAsync(T document, CancellationToken cancellation) => inner.InsertAsync(document, cancellation);

            public Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation) => inner.ReplaceAsync(document, expectedVersion, cancellation);

            public Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) => inner.DeleteAsync(id, expectedVersion, cancellation);

            public Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation) => inner.QueryAsync(query, cancellation);

            public Task<long> CountAsync(Query query, CancellationToken cancellation) => inner.CountAsync(query, cancellation);
        }
    }
}
