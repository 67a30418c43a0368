using System.Security.Cryptography;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Verdicts;
using Attestry.Hosting.Security;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Processes;

/// <summary>
/// The system as it is deployed: each service a process of its own, the policy evaluator twice, over real RabbitMQ and
/// PostgreSQL, told of pushes by a real docker-registry. A second docker-registry tells nobody anything.
/// </summary>
public sealed class Deployment : IAsyncLifetime
{
    private static readonly string[] Roles = [Hosting.Security.Roles.Runtime, Hosting.Security.Roles.Auditor];

    private readonly Stack<IAsyncDisposable> _started = [];

    private readonly TemporaryFolder _files = new();

    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    /// <summary>False where a server is not installed; then the tests end at once.</summary>
    internal bool Runs { get; private set; }

    internal IReadOnlyList<ServiceProcess> Services { get; private set; } = [];

    /// <summary>Its webhooks reach the ingestion.</summary>
    internal ImagePublisher Registry { get; private set; } = null!;

    /// <summary>It sends no webhooks; the reconciler looks after it.</summary>
    internal ImagePublisher QuietRegistry { get; private set; } = null!;

    internal VerdictClient Verdicts { get; private set; } = null!;

    /// <summary>Null when this machine has none.</summary>
    internal CosignProgram? Cosign { get; private set; }

    internal IEnumerable<ServiceProcess> Of(string project) => Services.Where(service => service.Name == project);

    internal ServiceProcess StatusApi => Of("StatusApi").Single();

    public async Task InitializeAsync()
    {
        if (!RabbitMqServer.IsAvailable(out var why) || !PostgreSqlServer.IsAvailable(out why) || !DockerRegistryServer.IsAvailable(out why))
        {
            Console.Error.WriteLine($"NOTICE the deployed system did not run from end to end: {why}");
            return;
        }
        try
        {
            await StartAsync();
            Runs = true;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        while (_started.TryPop(out var started))
            await started.DisposeAsync();
        _files.Dispose();
    }

    private async Task StartAsync()
    {
        var broker = RabbitMqServer.StartAsync();
        var database = PostgreSqlServer.StartAsync();
        var ingestion = LoopbackPort.Free();
        var token = RandomNumberGenerator.GetHexString(32);
        var registry = Keep(await DockerRegistryServer.StartAsync(new RegistryWebhook("attestry", new Uri($"http://127.0.0.1:{ingestion}/webhooks/docker"))
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        }));
        var quiet = Keep(await DockerRegistryServer.StartAsync());
        Keep(await broker);
        var schema = Keep(await DatabaseSchema.CreateAsync(Keep(await database)));
        Registry = Keep(new ImagePublisher(registry.Name, _signer));
        QuietRegistry = Keep(new ImagePublisher(quiet.Name, _signer));
        Cosign = await CosignProgram.FindAsync(_files);
        var (key, document) = ApiKeys.Create("tests", Roles, TimeProvider.System.GetUtcNow());
        var settings = new Dictionary<string, string>
        {
            ["Bus:Transport"] = "rabbitmq",
            ["Bus:Connection"] = (await broker).Uri,
            ["Storage:Provider"] = "postgresql",
            ["Storage:Connection"] = schema.ConnectionString,
            ["Oci:Registries:0:Host"] = registry.Name,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Oci:Registries:1:Host"] = quiet.Name,
            ["Oci:Registries:1:Insecure"] = "true",
            ["Oci:Registries:1:Repositories:0"] = $"{quiet.Name}/**",
            ["Security:ApiKeys:0:Id"] = document.Id,
            ["Security:ApiKeys:0:Name"] = document.Name,
            ["Security:ApiKeys:0:Hash"] = document.Hash,
            ["Security:ApiKeys:0:Roles:0"] = Roles[0],
            ["Security:ApiKeys:0:Roles:1"] = Roles[1],
        };
        Services =
        [
            Service("Ingestion", ingestion, [.. settings, .. IngestionSettings(registry.Name, token)]),
            Service("SbomScanner", LoopbackPort.Free(), settings),
            Service("SignatureVerifier", LoopbackPort.Free(), [.. settings, .. TrustSettings()]),
            Service("PolicyEvaluator", LoopbackPort.Free(), [.. settings, .. EvaluatorSettings()]),
            Service("PolicyEvaluator", LoopbackPort.Free(), [.. settings, .. EvaluatorSettings()]),
            Service("StatusApi", LoopbackPort.Free(), settings),
        ];
        foreach (var service in Services)
            service.Start();
        await Task.WhenAll(Services.Select(service => service.WaitUntilReadyAsync()));
        Verdicts = Keep(new VerdictClient(StatusApi.Address, key, () => string.Join('\n', Services.Select(service => service.Output))));
    }

    private static Dictionary<string, string> IngestionSettings(string registry, string token) => new(HealingIntervals.OfIngestion)
    {
        ["Ingestion:Sources:0:Name"] = "docker",
        ["Ingestion:Sources:0:Dialect"] = "distribution",
        ["Ingestion:Sources:0:Registry"] = registry,
        ["Ingestion:Sources:0:Authentication:Kind"] = "bearer",
        ["Ingestion:Sources:0:Authentication:Secret"] = token,
        ["Ingestion:Reconcile:FirstDelay"] = "00:00:02",
        ["Ingestion:Reconcile:Interval"] = "00:00:02",
        ["Ingestion:Reconcile:RequestsPerSecond"] = "200",
    };

    private Dictionary<string, string> EvaluatorSettings() => new(HealingIntervals.OfEvaluator)
    {
        ["Signing:KeyFile"] = _files.File("signing-key.pem"),
    };

    private Dictionary<string, string> TrustSettings()
    {
        string[] trusted = [_signer.Public.ToPem(), .. Cosign is null ? Array.Empty<string>() : [Cosign.PublicKey]];
        return trusted.Index().SelectMany(key => new[]
        {
            KeyValuePair.Create($"Trust:Keys:{key.Index}:Name", $"key-{key.Index}"),
            KeyValuePair.Create($"Trust:Keys:{key.Index}:Pem", key.Item),
            KeyValuePair.Create($"Trust:Keys:{key.Index}:Repositories:0", "**"),
        }).ToDictionary();
    }

    private ServiceProcess Service(string project, int port, IEnumerable<KeyValuePair<string, string>> settings) =>
        Keep(new ServiceProcess(project, port, settings.ToDictionary()));

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
