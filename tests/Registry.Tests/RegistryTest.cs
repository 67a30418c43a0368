namespace Attestry.Registry.Tests;

/// <summary>A registry of its own for each test, in a folder of its own.</summary>
public abstract class RegistryTest : IAsyncLifetime
{
    private RegistryHost? _host;

    internal RegistryHost Host => _host ?? throw new InvalidOperationException("The registry does not run.");

    protected HttpClient Client => Host.Client;

    protected string Root => Folder.File("registry");

    /// <summary>Beside the registry's, for what else a test writes.</summary>
    protected TemporaryFolder Folder { get; } = new();

    protected virtual (string Key, string? Value)[] Settings => [];

    public async Task InitializeAsync() => _host = await RegistryHost.StartAsync(Root, Settings);

    public async Task DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
    }

    protected async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _host = null;
    }

    protected async Task RestartAsync(params (string Key, string? Value)[] settings)
    {
        await StopAsync();
        _host = await RegistryHost.StartAsync(Root, [.. Settings, .. settings]);
    }
}
