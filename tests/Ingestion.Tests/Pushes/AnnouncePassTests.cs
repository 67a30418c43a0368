using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Ingestion.Pushes;
using Attestry.Ingestion.Tests.Fixtures;
using Attestry.Storage;
using Attestry.Storage.Sqlite;

namespace Attestry.Ingestion.Tests.Pushes;

/// <summary>What happens to pushes that were stored and of which nobody heard.</summary>
public sealed class AnnouncePassTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestManifest _image = TestManifest.Image();
    private TestRegistry _registry = null!;

    public async Task InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync();
        _registry.Put("acme/app", _image, "v1");
    }

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_push_whose_process_died_between_storing_and_publishing_is_announced()
    {
        // What the process left behind.
        using (var store = new SqliteDocumentStore(_folder.File("attestry.db")))
        {
            await store.PrepareAsync(default);
            (await store.Collection(Collections.Pushes).InsertAsync(Stored(DateTimeOffset.UtcNow.AddSeconds(-1)), default)).ShouldBeTrue();
        }

        await using var host = await StartAsync();

        var push = (await host.SettledAsync()).Single();
        (push.State, push.Attempts).ShouldBe((PushState.Resolved, 2));
        await Eventually.ValueAsync(() => host.Messages.Of<ArtifactResolved>(), m => m.Count == 1);
        host.Counter("attestry.ingestion.reannounced").ShouldBe(1);
    }

    [Fact]
    public async Task A_push_whose_registry_was_away_is_resolved_once_it_is_back()
    {
        _registry.Fault = 503;
        await using var host = await StartAsync(("Ingestion:Announce:FirstDelay", "00:00:00.1"), ("Ingestion:Announce:LongestDelay", "00:00:00.2"));
        await host.Store.Collection(Collections.Pushes).InsertAsync(Stored(DateTimeOffset.UtcNow), default);
        await Eventually.ValueAsync(host.PushesAsync, pushes => pushes.Single().Attempts > 2);

        _registry.Fault = null;

        (await host.SettledAsync()).Single().State.ShouldBe(PushState.Resolved);
    }

    [Fact]
    public async Task Of_two_replicas_one_announces()
    {
        await using var host = await StartAsync(("Ingestion:Announce:Interval", "01:00:00"));
        await host.Store.Collection(Collections.Pushes).InsertAsync(Stored(DateTimeOffset.UtcNow.AddSeconds(-1)), default);
        var journal = host.Service<PushJournal>();
        var due = (await journal.DueAsync(10, default)).Items.Single();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => journal.ClaimAsync(due, default)));

        claims.Count(claimed => claimed).ShouldBe(1);
        (await journal.DueAsync(10, default)).Items.ShouldBeEmpty();
    }

    [Fact]
    public void Pauses_grow_and_have_a_bound()
    {
        var options = new AnnounceOptions { FirstDelay = TimeSpan.FromSeconds(30), LongestDelay = TimeSpan.FromMinutes(30) };

        Enumerable.Range(1, 9).Select(n => (int)options.DelayAfter(n).TotalSeconds).ShouldBe([30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
        options.DelayAfter(int.MaxValue).ShouldBe(options.LongestDelay);
    }

    private PushDocument Stored(DateTimeOffset due) => new(
        "source|1|push", "source", PushAction.Push, _registry.Host, "acme/app", "v1", _image.Digest.Text, null, "{}", PushState.Open, 1, null, due, due);

    private Task<IngestionHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Oci:Registries:0:Host"] = _registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Ingestion:Announce:Interval"] = "00:00:00.05",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        return IngestionHost.StartAsync(_folder.File("attestry.db"), all);
    }
}
