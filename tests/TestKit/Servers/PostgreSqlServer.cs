using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Attestry.TestKit.Servers;

/// <summary>
/// A PostgreSQL of the test's own, in a temporary folder, on a free loopback port. <c>ATTESTRY_TEST_POSTGRESQL</c> names
/// one that runs elsewhere instead (an Npgsql connection string).
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Variable = "ATTESTRY_TEST_POSTGRESQL";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder? _folder;

    private PostgreSqlServer(string connectionString, TemporaryFolder? folder) => (ConnectionString, _folder) = (connectionString, folder);

    public string ConnectionString { get; }

    /// <summary>Whether one can be started here.</summary>
    public static bool IsAvailable(out string why)
    {
        why = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || Tool("initdb") is not null
            ? ""
            : $"PostgreSQL is not installed; install postgresql or let {Variable} name a server.";
        return why.Length == 0;
    }

    public static async Task<PostgreSqlServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new(given, null);
        var folder = new TemporaryFolder();
        try
        {
            var data = folder.File("data");
            if (AsRoot)
                await RunAsync("chown", "postgres", folder.Path);
            await RunToolAsync("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-sync");
            var port = FreePort();
            await RunToolAsync(
                "pg_ctl", "start", "--wait", "--timeout", StartLimit.TotalSeconds.ToString("F0"), "--pgdata", data, "--log", folder.File("log"),
                "--options", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200");
            return new($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres", folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await RunToolAsync("pg_ctl", "stop", "--wait", "--mode", "fast", "--pgdata", _folder.File("data"));
        _folder.Dispose();
    }

    private static bool AsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Debian keeps these out of PATH; the newest version counts.</summary>
    private static string? Tool(string name)
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(debian)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    // PostgreSQL refuses to run as root.
    private static Task RunToolAsync(string tool, params string[] arguments)
    {
        var path = Tool(tool) ?? throw new InvalidOperationException($"{tool} is not installed.");
        return AsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what pg_ctl has open, so its output must not be a pipe that somebody reads to the end.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
