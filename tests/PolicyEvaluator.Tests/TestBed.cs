using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.PolicyEvaluator.Deadlines;
using Attestry.PolicyEvaluator.Decisions;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using Attestry.Storage.Sqlite;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>The service as it runs, on a database of its own, with a clock that stands still and, unless told otherwise, without its schedules.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly SqliteDocumentStore _database;

    private readonly TemporaryFolder? _owned;

    private TestBed(WebApplication app, SqliteDocumentStore database, TemporaryFolder? owned, ManualTime time)
    {
        (_app, _database, _owned, Time) = (app, database, owned, time);
        Announced = Get<Recorder<AttestationIssued>>();
        Asked = Get<Recorder<EvidenceRequested>>();
        Resolved = Get<Recorder<ArtifactResolved>>();
        Recorded = Get<Recorder<EvidenceRecorded>>();
        Exceptions = Get<Recorder<ExceptionChanged>>();
    }

    internal ManualTime Time { get; }

    internal Recorder<AttestationIssued> Announced { get; }

    internal Recorder<EvidenceRequested> Asked { get; }

    internal Recorder<ArtifactResolved> Resolved { get; }

    internal Recorder<EvidenceRecorded> Recorded { get; }

    internal Recorder<ExceptionChanged> Exceptions { get; }

    internal Uri Address => new(_app.Urls.Single());

    internal IBus Bus => Get<IBus>();

    internal Evaluator Evaluator => Get<Evaluator>();

    internal DeadlinePass Pass => Get<DeadlinePass>();

    internal StatusSweep Sweep => Get<StatusSweep>();

    /// <summary>The database itself, without what a test put before it.</summary>
    internal IDocumentStore Store => _database;

    internal IContentStore Contents => new ContentStore(_database);

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="before">What stands between the service and its database.</param>
    /// <param name="schedules">
    /// Each schedule has its first turn some time after the start, beside the test; a test that does not look for it is not to meet it.
    /// </param>
    internal static async Task<TestBed> StartAsync(
        Dictionary<string, string?>? settings = null, TemporaryFolder? folder = null, ManualTime? time = null, Func<IDocumentStore, IDocumentStore>? before = null,
        bool schedules = false)
    {
        var owned = folder is null ? new TemporaryFolder() : null;
        folder ??= owned!;
        time ??= new ManualTime(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = folder.Path });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Storage:Connection"] = folder.File("attestry.db"),
            ["Signing:KeyFile"] = folder.File("signing-key.pem"),
            ["Evaluator:PassInterval"] = "30.00:00:00",
            ["Evaluator:SweepInterval"] = "30.00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddAttestryDefaults("policy-evaluator");
        builder.AddPolicyEvaluator();
        if (!schedules)
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(DeadlineWorker)));
        var database = new SqliteDocumentStore(folder.File("attestry.db"));
        await database.PrepareAsync(CancellationToken.None);
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(before?.Invoke(database) ?? database)
            .AddSingleton<Recorder<AttestationIssued>>()
            .AddSingleton<Recorder<EvidenceRequested>>()
            .AddSingleton<Recorder<ArtifactResolved>>()
            .AddSingleton<Recorder<EvidenceRecorded>>()
            .AddSingleton<Recorder<ExceptionChanged>>();
        builder.Services.RegisterConsumer<RecordingConsumer<AttestationIssued>>();
        builder.Services.RegisterConsumer<RecordingConsumer<EvidenceRequested>>();
        var app = builder.Build();
        app.MapAttestryDefaults();
        var bed = new TestBed(app, database, owned, time);
        bed.Bus.ConnectConsumeMessageObserver(bed.Resolved);
        bed.Bus.ConnectConsumeMessageObserver(bed.Recorded);
        bed.Bus.ConnectConsumeMessageObserver(bed.Exceptions);
        await app.StartAsync();
        return bed;
    }

    internal async Task<ArtifactDocument> AddImageAsync(string name = "app", string repository = "acme/app")
    {
        var digest = Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(name));
        return await AddAsync(Sample.Artifact(digest, repository: repository) with { FirstSeenAt = Time.GetUtcNow() });
    }

    internal async Task<ArtifactDocument> AddAsync(ArtifactDocument artifact)
    {
        (await Store.Collection(Collections.Artifacts).InsertAsync(artifact, default)).ShouldBeTrue();
        return artifact;
    }

    /// <summary>Stores evidence as its producer does, and says what to announce.</summary>
    internal async Task<EvidenceRecorded> StoreAsync<T>(
        ArtifactDocument artifact, string kind, T result, Verdict verdict = Verdict.Passed, IReadOnlyList<Finding>? findings = null, string producer = "producer")
    {
        var content = await Contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(new EvidenceContent<T>(verdict, findings ?? [], result), DocumentJson.Options), default);
        await PointAsync(artifact, kind, content, verdict, producer);
        return new(artifact.Id, kind, producer, content, verdict);
    }

    internal async Task PointAsync(ArtifactDocument artifact, string kind, Digest content, Verdict verdict = Verdict.Passed, string producer = "producer")
    {
        var evidence = Store.Collection(Collections.Evidence);
        var document = new EvidenceDocument(
            EvidenceDocument.KeyOf(artifact.Id, kind, producer), artifact.Id, artifact.Digest, kind, producer, verdict, [], content, "application/json", [], Time.GetUtcNow());
        while (!await evidence.InsertAsync(document, default))
        {
            if (await evidence.GetAsync(document.Id, default) is { } stored && await evidence.ReplaceAsync(document, stored.Version, default))
                return;
        }
    }

    internal Task<EvidenceRecorded> SignAsync(ArtifactDocument artifact, bool trusted = true) =>
        StoreAsync(artifact, EvidenceKinds.Signatures, Sample.Signatures(artifact, trusted), trusted ? Verdict.Passed : Verdict.Failed);

    internal Task<EvidenceRecorded> CatalogAsync(ArtifactDocument artifact, params string[] purls) =>
        StoreAsync(artifact, EvidenceKinds.Sbom, Sample.Sbom(artifact, purls));

    internal Task<EvidenceRecorded> InspectAsync(ArtifactDocument artifact, bool? root = false) =>
        StoreAsync(artifact, EvidenceKinds.Hygiene, Sample.Hygiene(artifact, root));

    internal async Task<IReadOnlyList<EvidenceRecorded>> StoreAllAsync(ArtifactDocument artifact) =>
        [await SignAsync(artifact), await CatalogAsync(artifact), await InspectAsync(artifact)];

    /// <summary>Publishes and waits until this host's consumer is done with it.</summary>
    internal async Task SendAsync(params IReadOnlyList<object> messages)
    {
        var expected = Resolved.Count + Recorded.Count + messages.Count;
        foreach (var message in messages)
            await Bus.Publish(message);
        await Eventually.HoldsAsync(() => Resolved.Count + Recorded.Count >= expected);
        (Resolved.Faults + Recorded.Faults).ShouldBe(0);
    }

    internal Task EvaluateAsync(ArtifactDocument artifact) => Evaluator.EvaluateAsync(artifact.Id, Bus, default);

    internal async Task<StatusDocument?> StatusAsync(ArtifactDocument artifact) =>
        (await Store.Collection(Collections.Statuses).GetAsync(artifact.Id, default))?.Document;

    /// <summary>The artifact's decisions, oldest first.</summary>
    internal async Task<IReadOnlyList<AttestationDocument>> DecisionsAsync(ArtifactDocument artifact) =>
        [.. (await Store.Collection(Collections.Attestations).QueryAsync(new("by_artifact", artifact.Id) { Take = 1000 }, default)).Items.Select(i => i.Document)];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _database.Dispose();
        _owned?.Dispose();
    }
}
