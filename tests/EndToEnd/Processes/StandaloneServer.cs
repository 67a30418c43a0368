using System.Text.Json;
using Attestry.EndToEnd.Verdicts;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Processes;

/// <summary>Everything in one process: its own registry, an in-memory bus, SQLite.</summary>
internal sealed class StandaloneServer : IAsyncDisposable
{
    private readonly TemporaryFolder _files = new();

    private VerdictClient? _verdicts;

    private StandaloneServer(SigningKey signer, int port, object settings)
    {
        File.WriteAllText(_files.File("trusted.pub"), signer.Public.ToPem());
        File.WriteAllText(_files.File("settings.json"), JsonSerializer.Serialize(settings));
        Process = new ServiceProcess(
            "Standalone", port, HealingIntervals.OfIngestion.Concat(HealingIntervals.OfEvaluator).ToDictionary(),
            "--port", $"{port}", "--data", _files.File("data"), "--trust", _files.File("trusted.pub"), "--settings", _files.File("settings.json"));
    }

    internal ServiceProcess Process { get; }

    internal VerdictClient Verdicts =>
        _verdicts ??= new VerdictClient(Process.Address, ApiKey, () => Process.Output);

    /// <summary>Of an administrator; made at the first start.</summary>
    internal string ApiKey => File.ReadAllText(_files.File("data/api-key")).Trim();

    internal static Task<StandaloneServer> StartAsync(SigningKey signer) => StartAsync(signer, LoopbackPort.Free(), new { });

    /// <param name="signer">Whose signatures count.</param>
    /// <param name="settings">What its settings file says.</param>
    internal static async Task<StandaloneServer> StartAsync(SigningKey signer, int port, object settings)
    {
        var server = new StandaloneServer(signer, port, settings);
        try
        {
            await server.Process.StartAndWaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (_verdicts is not null)
            await _verdicts.DisposeAsync();
        _files.Dispose();
    }
}
