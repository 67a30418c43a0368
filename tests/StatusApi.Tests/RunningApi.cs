using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.Hosting.Security;
using Attestry.Storage;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.StatusApi.Tests;

/// <summary>The service on a loopback port with a store in a temporary folder; asked with an auditor's key unless told otherwise.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;

    private RunningApi(TemporaryFolder folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    /// <summary>What was announced of exceptions.</summary>
    public IReadOnlyCollection<ExceptionChanged> Changes => _app.Services.GetRequiredService<ChangeRecorder>().Seen;

    public IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    public IContentStore Contents => _app.Services.GetRequiredService<IContentStore>();

    public static async Task<RunningApi> StartAsync(params (string Key, string? Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("Logging:Console", "none"),
            new("Storage:Connection", folder.File("store.db")),
            .. (settings.Length > 0 ? settings : [("Status:CacheMilliseconds", "0")]).Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ]);
        builder.AddAttestryDefaults("status-api");
        builder.AddStatusApi();
        builder.Services.AddSingleton<ChangeRecorder>();
        builder.Services.RegisterConsumer<ChangeRecorder.ChangeConsumer>();
        var app = builder.Build();
        await app.Services.GetRequiredService<IDocumentStore>().PrepareAsync(default);
        app.MapAttestryDefaults();
        app.MapStatusApi();
        await app.StartAsync();
        var api = new RunningApi(folder, app);
        await api.UseKeyAsync(Roles.Auditor);
        return api;
    }

    public async Task UseKeyAsync(string role)
    {
        var (key, document) = ApiKeys.Create("test", [role], DateTimeOffset.UtcNow);
        await AddAsync(Collections.ApiKeys, document);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task AddAsync<T>(CollectionDefinition<T> collection, params T[] documents)
        where T : class, IDocument
    {
        foreach (var document in documents)
            (await Store.Collection(collection).InsertAsync(document, default)).ShouldBeTrue();
    }

    /// <summary>The body of an answer that must have this status.</summary>
    public async Task<JsonElement> JsonAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Client.GetAsync(path);
        response.StatusCode.ShouldBe(expected, path);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
