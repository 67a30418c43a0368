using System.Text;

namespace Attestry.TestKit.Servers;

/// <summary>
/// CNCF distribution's registry (Debian's docker-registry), with its files in a temporary folder, on a free loopback port. Another
/// one comes from <c>ATTESTRY_TEST_DOCKER_REGISTRY</c>, the path of a program.
/// </summary>
public sealed class DockerRegistryServer : IAsyncDisposable
{
    private readonly TestServer _server;

    private DockerRegistryServer(int port, TestServer server) => (Name, _server) = ($"127.0.0.1:{port}", server);

    /// <summary><c>127.0.0.1:port</c>, as references and its webhooks name it. It speaks plain HTTP.</summary>
    public string Name { get; }

    public Uri Url => new($"http://{Name}");

    public static bool IsAvailable(out string why)
    {
        why = Program is not null ? "" : $"docker-registry is not installed; install it or let {ExternalProgram.Variable("docker-registry")} name it.";
        return why.Length == 0;
    }

    /// <param name="webhooks">Where it posts its notifications.</param>
    public static async Task<DockerRegistryServer> StartAsync(params IReadOnlyList<RegistryWebhook> webhooks)
    {
        var (server, port) = await TestServer.StartAsync(async server =>
        {
            var port = LoopbackPort.Free();
            await File.WriteAllTextAsync(server.File("config.yml"), Configuration(server, port, webhooks));
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await server.RunAsync(Program ?? throw new FileNotFoundException("docker-registry is not installed."),
                ["serve", server.File("config.yml")], new Dictionary<string, string?> { ["OTEL_TRACES_EXPORTER"] = "none" },
                async () => (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/"))).IsSuccessStatusCode);
            return port;
        });
        return new(port, server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string? Program => ExternalProgram.Search("docker-registry");

    // Its in-memory driver becomes slow with many blobs, so files it is.
    private static string Configuration(TestServer server, int port, IReadOnlyList<RegistryWebhook> webhooks)
    {
        var text = new StringBuilder($$"""
            version: 0.1
            log: { level: warn, accesslog: { disabled: true } }
            storage:
              filesystem: { rootdirectory: "{{server.File("files")}}" }
              delete: { enabled: true }
            http: { addr: "127.0.0.1:{{port}}", host: "http://127.0.0.1:{{port}}" }

            """);
        if (webhooks.Count > 0)
            text.Append("notifications:\n  events: { includereferences: true }\n  endpoints:\n");
        foreach (var webhook in webhooks)
        {
            text.Append($"    - {{ name: \"{webhook.Name}\", url: \"{webhook.Url}\", timeout: 60s, threshold: 3, backoff: 200ms, headers: {{ ");
            text.AppendJoin(", ", webhook.Headers.Select(header => $"\"{header.Key}\": [ \"{header.Value}\" ]"));
            text.Append(" } }\n");
        }
        return text.ToString();
    }
}
