using Attestry.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Attestry.Registry.Tests;

/// <summary>The registry on a real socket.</summary>
internal sealed class RegistryHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RegistryHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Name => Client.BaseAddress!.Authority;

    /// <param name="settings">Of the section <c>Registry</c>: <c>("MostUploads", "2")</c>.</param>
    public static Task<RegistryHost> StartAsync(string root, params (string Key, string? Value)[] settings) => StartAsync(root, withDefaults: false, settings);

    /// <param name="withDefaults">With what every service has, as a process of its own or in Standalone: default deny, limits, the bus.</param>
    public static async Task<RegistryHost> StartAsync(string root, bool withDefaults, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new (string Key, string? Value)[] { ("Root", root), ("AnonymousWrite", "true"), ("FirstRetryDelay", "00:00:00.02"), ("LongestRetryDelay", "00:00:00.1") }
                .Concat(settings).GroupBy(s => s.Key).ToDictionary(s => $"Registry:{s.Key}", s => s.Last().Value));
        builder.Configuration["Storage:Connection"] = Path.Combine(root, "documents.db");
        if (withDefaults)
            builder.AddAttestryDefaults("registry");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddRegistry();
        var app = builder.Build();
        if (withDefaults)
            app.MapAttestryDefaults();
        app.MapRegistry();
        await app.StartAsync();
        return new RegistryHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
