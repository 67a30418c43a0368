using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Hosting.Security;
using Attestry.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests;

/// <summary>A host with the defaults on a loopback port, its store in a temporary folder.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private RunningHost(TemporaryFolder folder, WebApplication app)
    {
        (_folder, App) = (folder, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public static async Task<RunningHost> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? add = null,
        params (string Key, string? Value)[] settings)
    {
        var folder = new TemporaryFolder();
        try
        {
            return new(folder, await StartAsync(folder, map, add, settings));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static async Task<WebApplication> StartAsync(
        TemporaryFolder folder, Action<WebApplication>? map, Action<WebApplicationBuilder>? add, (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"),
            new("Logging:Console", "none"),
            new("Storage:Connection", folder.File("store.db")),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ]);
        builder.AddAttestryDefaults("hosting-tests");
        add?.Invoke(builder);
        var app = builder.Build();
        await app.Services.GetRequiredService<IDocumentStore>().PrepareAsync(default);
        app.MapAttestryDefaults();
        map?.Invoke(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>Adds a key with these roles to the store and sends it from now on.</summary>
    public async Task UseKeyAsync(params string[] roles)
    {
        var (key, document) = ApiKeys.Create("test", roles, DateTimeOffset.UtcNow);
        (await App.Services.GetRequiredService<IDocumentStore>().Collection(Collections.ApiKeys).InsertAsync(document, default)).ShouldBeTrue();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
