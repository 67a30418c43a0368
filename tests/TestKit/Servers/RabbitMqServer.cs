namespace Attestry.TestKit.Servers;

/// <summary>
/// A RabbitMQ of the test's own, in a temporary folder, on free loopback ports, with a port mapper (epmd) of its own.
/// <c>ATTESTRY_TEST_RABBITMQ</c> names one that runs elsewhere instead (an <c>amqp://</c> URI).
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Variable = "ATTESTRY_TEST_RABBITMQ";

    // Debian's wrapper in PATH changes to the rabbitmq user and its folders; the script behind it does as it is told.
    private static readonly string[] Folders = ["/usr/lib/rabbitmq/bin"];

    private static readonly Lazy<Task<RabbitMqServer>> Shared = new(StartAsync);

    private readonly TestServer? _server;

    private RabbitMqServer(string uri, TestServer? server) => (Uri, _server) = (uri, server);

    /// <summary><c>amqp://user:password@host:port/vhost</c>.</summary>
    public string Uri { get; }

    public static bool IsAvailable(out string why)
    {
        why = Given is not null || (ExternalProgram.Search("rabbitmq-server", Folders) is not null && ExternalProgram.Search("epmd") is not null)
            ? ""
            : $"RabbitMQ is not installed; install rabbitmq-server or let {Variable} name a server.";
        return why.Length == 0;
    }

    /// <summary>The one that the tests of an assembly share, for tests that name their own queues. It ends with the test process; do not dispose it.</summary>
    public static Task<RabbitMqServer> SharedAsync() => Shared.Value;

    public static async Task<RabbitMqServer> StartAsync()
    {
        if (Given is { } given)
            return new(given, null);
        var (server, port) = await TestServer.StartAsync(async server =>
        {
            var (port, mapper) = (LoopbackPort.Free(), LoopbackPort.Free());
            var environment = await ConfigureAsync(server, port, mapper);
            // Started here, in the foreground: the one that Erlang would start is a daemon that outlives it.
            await server.RunAsync(ExternalProgram.Search("epmd")!, ["-port", $"{mapper}", "-address", "127.0.0.1"], environment,
                () => Handshake.AnswersAsync(mapper, [0, 1, (byte)'n'], 0));
            // AMQP 0-9-1 §2.2.4: the server answers the protocol header with a method frame, Connection.Start.
            await server.RunAsync(ExternalProgram.Search("rabbitmq-server", Folders)!, [], environment,
                () => Handshake.AnswersAsync(port, [.. "AMQP"u8, 0, 0, 9, 1], first: 1),
                // What it holds is thrown away, so it need not end in order, which takes Erlang seconds.
                stopSignal: "KILL");
            return port;
        });
        return new($"amqp://guest:guest@127.0.0.1:{port}/", server);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    private static async Task<Dictionary<string, string?>> ConfigureAsync(TestServer server, int port, int mapper)
    {
        await File.WriteAllTextAsync(server.File("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            vm_memory_high_watermark.absolute = 512MB
            disk_free_limit.absolute = 50MB
            log.console = true
            log.console.level = warning
            log.file = false
            """);
        await File.WriteAllTextAsync(server.File("enabled_plugins"), "[].\n");
        return new()
        {
            ["HOME"] = server.Folder,
            ["ERL_EPMD_PORT"] = $"{mapper}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_CRASH_DUMP_SECONDS"] = "0",
            ["RABBITMQ_NODENAME"] = $"test{port}@localhost",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = $"{LoopbackPort.Free()}",
            ["RABBITMQ_CONFIG_FILE"] = server.File("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = server.File("no-environment-file"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = server.File("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = server.File("mnesia"),
            ["RABBITMQ_LOG_BASE"] = server.File("log"),
            ["RABBITMQ_PID_FILE"] = server.File("pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_PLUGINS"] = null,
        };
    }
}
