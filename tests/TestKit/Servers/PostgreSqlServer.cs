using System.Text;

namespace Attestry.TestKit.Servers;

/// <summary>
/// A PostgreSQL of the test's own, in a temporary folder, on a free loopback port. <c>ATTESTRY_TEST_POSTGRESQL</c> names one that
/// runs elsewhere instead (an Npgsql connection string).
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Variable = "ATTESTRY_TEST_POSTGRESQL";
    private const string User = "attestry";

    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => StartAsync());

    private readonly TestServer? _server;

    private PostgreSqlServer(string connectionString, TestServer? server) => (ConnectionString, _server) = (connectionString, server);

    /// <summary>As Npgsql takes it; its user may create databases and schemas.</summary>
    public string ConnectionString { get; }

    public static bool IsAvailable(out string why)
    {
        why = Given is not null || (Tool("initdb") is not null && Tool("postgres") is not null)
            ? ""
            : $"PostgreSQL is not installed; install postgresql or let {Variable} name a server.";
        return why.Length == 0;
    }

    /// <summary>The one that the tests of an assembly share, for tests that make their own database or schema. It ends with the test process; do not dispose it.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => Shared.Value;

    /// <param name="durable">Each commit is on the disk; tests do without, benchmarks do not.</param>
    public static async Task<PostgreSqlServer> StartAsync(bool durable = false)
    {
        if (Given is { } given)
            return new(given, null);
        var (server, port) = await TestServer.StartAsync(async server =>
        {
            var data = server.File("data");
            if (AsRoot)
                await ChildProcess.RunAsync("chown", ["postgres", server.Folder]);
            var (initdb, arguments) = AsUser("initdb", ["--pgdata", data, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]);
            await ChildProcess.RunAsync(initdb, arguments, Environment(server));
            var port = LoopbackPort.Free();
            var (postgres, options) = AsUser("postgres",
                ["-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", durable ? "fsync=on" : "fsync=off"]);
            // QUIT: at once, whoever is connected, and without leaving shared memory behind as a kill would.
            await server.RunAsync(postgres, options, Environment(server), () => ServesAsync(port), stopSignal: "QUIT");
            return port;
        });
        return new($"Host=127.0.0.1;Port={port};Username={User};Database=postgres", server);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Given => System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    private static bool AsRoot => System.Environment.IsPrivilegedProcess;

    // Debian keeps these out of PATH; the newest version counts.
    private static string? Tool(string name) => ExternalProgram.Search(name,
        [.. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : []]);

    // PostgreSQL refuses to run as root. setpriv keeps the process id, where su and runuser put a process between.
    private static (string Program, IEnumerable<string> Arguments) AsUser(string tool, IEnumerable<string> arguments)
    {
        var path = Tool(tool) ?? throw new FileNotFoundException($"{tool} is not installed.");
        return AsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", path, .. arguments]) : (path, arguments);
    }

    private static Dictionary<string, string?> Environment(TestServer server) => new() { ["HOME"] = server.Folder, ["LC_ALL"] = "C" };

    /// <summary>It answers a start-up message with AuthenticationOk; until it has recovered it answers with an error.</summary>
    private static Task<bool> ServesAsync(int port)
    {
        var parameters = Encoding.ASCII.GetBytes($"user\0{User}\0database\0postgres\0\0");
        byte[] message = [0, 0, 0, (byte)(8 + parameters.Length), 0, 3, 0, 0, .. parameters];
        return Handshake.AnswersAsync(port, message, (byte)'R');
    }
}
