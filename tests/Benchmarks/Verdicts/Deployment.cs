using Attestry.Storage;
using Attestry.Storage.PostgreSql;
using Attestry.Storage.Sqlite;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>The system as it is measured: Standalone, or its services as processes of their own on a broker.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    /// <summary>The ones that a push passes through; the registry last, for it calls the others.</summary>
    private static readonly string[] Services = ["Ingestion", "SbomScanner", "SignatureVerifier", "PolicyEvaluator", "Registry"];

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly List<ServiceProcess> _processes = [];
    private readonly string _folder;
    private readonly int _port = LoopbackPort.Free();
    private IDocumentStore? _store;

    private Deployment(string folder) => _folder = folder;

    /// <summary>Where images are pushed to.</summary>
    internal string Registry => $"127.0.0.1:{_port}";

    /// <summary>The services' own store, to read what they did.</summary>
    internal IDocumentStore Store => _store!;

    /// <summary>URI of the RabbitMQ; null in Standalone, which needs none.</summary>
    internal string? Broker { get; private set; }

    /// <summary>Of all processes of the services, without the servers.</summary>
    internal TimeSpan ProcessorTime => TimeSpan.FromTicks(_processes.Sum(process => process.ProcessorTime.Ticks));

    /// <summary>What the services complained of last.</summary>
    internal string Output => string.Join('\n', _processes.Select(process => process.Output).Where(output => output.Length > 0));

    /// <param name="folder">For everything that is written.</param>
    /// <param name="trusted">PEM file of the key that signs the images.</param>
    internal static async Task<Deployment> StartAsync(VerdictsOptions options, string folder, string trusted)
    {
        var deployment = new Deployment(folder);
        try
        {
            await deployment.StartAsync(options, trusted);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was started last ends first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
            await started.DisposeAsync();
    }

    private async Task StartAsync(VerdictsOptions options, string trusted)
    {
        Directory.CreateDirectory(_folder);
        var settings = new Dictionary<string, string?>();
        await OpenStoreAsync(options.PostgreSql, settings);
        if (options.RabbitMq)
        {
            var broker = await RabbitMqServer.StartAsync();
            _started.Push(broker);
            Broker = broker.Uri;
            await StartServicesAsync(trusted, settings);
        }
        else
            await StartAsync("Standalone", _port, ["--port", $"{_port}", "--data", _folder, "--trust", trusted], settings);
    }

    private async Task OpenStoreAsync(bool postgreSql, Dictionary<string, string?> settings)
    {
        var connection = Path.Combine(_folder, "attestry.db");
        if (postgreSql)
        {
            var server = await PostgreSqlServer.StartAsync(durable: true);
            _started.Push(server);
            connection = server.ConnectionString;
        }
        _store = postgreSql ? new PostgreSqlDocumentStore(connection) : new SqliteDocumentStore(connection);
        _started.Push(_store);
        settings["Storage:Provider"] = postgreSql ? "postgresql" : "sqlite";
        settings["Storage:Connection"] = connection;
    }

    private async Task StartServicesAsync(string trusted, Dictionary<string, string?> settings)
    {
        var ingestion = LoopbackPort.Free();
        var all = ServiceSettings.Of(Registry, ingestion, _folder, trusted, Broker!).Concat(settings).ToDictionary();
        foreach (var service in Services)
        {
            var port = service switch { "Ingestion" => ingestion, "Registry" => _port, _ => LoopbackPort.Free() };
            await StartAsync(service, port, [$"--urls=http://127.0.0.1:{port}"], all);
        }
    }

    private async Task StartAsync(string service, int port, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var process = await ServiceProcess.StartAsync(service, port, arguments, settings, _folder);
        _started.Push(process);
        _processes.Add(process);
    }
}
