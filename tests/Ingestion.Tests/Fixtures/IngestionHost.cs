using System.Diagnostics.Metrics;
using Attestry.Contracts.Documents;
using Attestry.Hosting;
using Attestry.Storage;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Attestry.Ingestion.Tests.Fixtures;

/// <summary>The service as it runs: Kestrel on a free port, the in-memory bus, a SQLite file.</summary>
internal sealed class IngestionHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MeterListener _listener = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _counters = new();

    private IngestionHost(WebApplication app) => _app = app;

    public HttpClient Http { get; private set; } = new();

    public MessageLog Messages => _app.Services.GetRequiredService<MessageLog>();

    public IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="database">The SQLite file; two hosts may share one.</param>
    /// <param name="settings">Beside those that every test wants; later ones win.</param>
    public static async Task<IngestionHost> StartAsync(string database, IEnumerable<KeyValuePair<string, string?>> settings, TimeProvider? time = null)
    {
        var builder = Builder(database, settings, time);
        var host = new IngestionHost(builder.Build());
        host.Listen();
        host._app.MapAttestryDefaults();
        host._app.MapIngestion();
        await host._app.StartAsync();
        host.Http = new() { BaseAddress = new Uri(host._app.Urls.First()) };
        return host;
    }

    public static WebApplicationBuilder Builder(string database, IEnumerable<KeyValuePair<string, string?>> settings, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        var all = new Dictionary<string, string?>
        {
            ["Storage:Connection"] = database,
            ["Logging:Console"] = "none",
            ["Ingestion:Reconcile:Enabled"] = "false",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        builder.Configuration.AddInMemoryCollection(all);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddAttestryDefaults("ingestion");
        builder.AddIngestion();
        if (time is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(time));
        builder.Services.AddSingleton<MessageLog>();
        builder.Services.RegisterConsumer<MessageLogConsumer>();
        return builder;
    }

    public async Task<IReadOnlyList<PushDocument>> PushesAsync() =>
        [.. (await Store.Collection(Collections.Pushes).QueryAsync(new("by_received") { Take = Query.LargestPage }, default)).Items.Select(i => i.Document)];

    public async Task<ArtifactDocument?> ArtifactAsync(string id) => (await Store.Collection(Collections.Artifacts).GetAsync(id, default))?.Document;

    /// <summary>Waits until every push that was stored is settled.</summary>
    public Task<IReadOnlyList<PushDocument>> SettledAsync(int count = 1) =>
        Eventually.ValueAsync(PushesAsync, pushes => pushes.Count == count && pushes.All(p => p.State != PushState.Open));

    public long Counter(string name) => _counters.GetValueOrDefault(name);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _listener.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Listen()
    {
        var factory = Service<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Attestry.Ingestion" && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            _counters.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var tag in tags)
                _counters.AddOrUpdate($"{instrument.Name}:{tag.Value}", value, (_, sum) => sum + value);
        });
        _listener.Start();
    }
}
