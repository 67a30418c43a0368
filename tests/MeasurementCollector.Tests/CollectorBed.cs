using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Watch;
using Attestry.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>The service on a loopback port with a store in a temporary folder and a clock that stands still.</summary>
internal sealed class CollectorBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _owned;
    private readonly WebApplication _app;

    private CollectorBed(TemporaryFolder folder, bool owned, WebApplication app, ManualTime time)
    {
        (_folder, _owned, _app, Time) = (folder, owned, app, time);
        Address = new Uri(app.Urls.Single());
        _app.Services.GetRequiredService<IBus>().ConnectConsumeMessageObserver(Changes);
    }

    public ManualTime Time { get; }

    public Uri Address { get; }

    public Consumed<HostStateChanged> Changes { get; } = new();

    public IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    public IContentStore Contents => _app.Services.GetRequiredService<IContentStore>();

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public static async Task<CollectorBed> StartAsync(TemporaryFolder? folder = null, ManualTime? time = null, params (string Key, string? Value)[] settings)
    {
        var owned = folder is null;
        folder ??= new TemporaryFolder();
        time ??= new ManualTime(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("Logging:Console", "none"),
            new("Storage:Connection", folder.File("store.db")),
            new("Collector:KeyFile", folder.File("history-key.pem")),
            new("Collector:MinimumInterval", "00:00:00"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddAttestryDefaults("measurement-collector");
        builder.AddMeasurementCollector();
        // Its first turn comes some time after the start, beside the test, which says itself when it is time.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(WatchWorker)));
        var app = builder.Build();
        await app.Services.GetRequiredService<IDocumentStore>().PrepareAsync(default);
        app.MapAttestryDefaults();
        app.MapMeasurementCollector();
        await app.StartAsync();
        return new(folder, owned, app, time);
    }

    public async Task<HttpClient> ClientAsync(string role)
    {
        var (key, document) = ApiKeys.Create("test", [role], Time.GetUtcNow());
        await AddAsync(Collections.ApiKeys, document);
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async Task AddAsync<T>(CollectionDefinition<T> collection, params T[] documents)
        where T : class, IDocument
    {
        foreach (var document in documents)
            (await Store.Collection(collection).InsertAsync(document, default)).ShouldBeTrue();
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = await ClientAsync(Roles.Auditor);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, body);
        return JsonDocument.Parse(body).RootElement;
    }

    public async Task<HttpStatusCode> ActAsync(string host, string act, string role = Roles.Admin)
    {
        using var client = await ClientAsync(role);
        using var response = await client.PostAsync(new Uri($"v1/hosts/{host}/{act}", UriKind.Relative), null);
        return response.StatusCode;
    }

    public Task WatchAsync() => _app.Services.GetRequiredService<HostWatch>().RunAsync(default);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_owned)
            _folder.Dispose();
    }

    /// <summary>What this host's consumers were through with.</summary>
    internal sealed class Consumed<T> : IConsumeMessageObserver<T>
        where T : class
    {
        public ConcurrentQueue<T> Messages { get; } = new();

        public Task PreConsume(ConsumeContext<T> context) => Task.CompletedTask;

        public Task PostConsume(ConsumeContext<T> context)
        {
            Messages.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task ConsumeFault(ConsumeContext<T> context, Exception exception) => Task.CompletedTask;
    }
}
