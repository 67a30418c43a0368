using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd.Processes;

/// <summary>One service as a process of its own, always on the same loopback port, so that it can be killed and started again.</summary>
/// <param name="project">Folder below <c>services</c>.</param>
/// <param name="settings">Names as in a settings file, <c>Section:Name</c>; given to the process as environment variables.</param>
internal sealed class ServiceProcess(
    string project, int port, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private readonly TemporaryFolder _folder = new();

    private ChildProcess? _process;

    internal string Name => project;

    internal string Host => $"127.0.0.1:{port}";

    internal Uri Address => new($"http://{Host}");

    /// <summary>The last of what it wrote, for the message of a failed test.</summary>
    internal string Output => $"--- {project} on {Host}\n{string.Join('\n', _process?.Output.Split('\n').TakeLast(30) ?? [])}";

    internal void Start()
    {
        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), string? (setting) => setting.Value);
        environment["ASPNETCORE_URLS"] = Address.ToString();
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // Many of them share one machine here; each one would else take memory as if it had it for itself.
        environment["DOTNET_gcServer"] = "0";
        _process = ChildProcess.Start(Runtime, [Assembly, .. arguments], environment, _folder.Path);
    }

    internal Task WaitUntilReadyAsync() =>
        _process!.WaitUntilReadyAsync(async () => (await Http.GetAsync(new Uri(Address, "health/ready"))).IsSuccessStatusCode, StartLimit);

    internal async Task StartAndWaitAsync()
    {
        Start();
        await WaitUntilReadyAsync();
    }

    /// <summary>SIGKILL: no shutdown code runs.</summary>
    internal async Task KillAsync()
    {
        if (_process is null)
            return;
        await _process.KillAsync();
        await _process.DisposeAsync();
    }

    internal Task<string> ReadAsync(string path) => Http.GetStringAsync(new Uri(Address, path));

    /// <summary>The sum of a counter's series at <c>/metrics</c>; 0 while it has none.</summary>
    /// <param name="label">Only series with this label, <c>name="value"</c>.</param>
    internal async Task<long> CounterAsync(string name, string label = "") =>
        (await ReadAsync("metrics")).Split('\n')
            .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal)) && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    // Tests run inside the very runtime that is to run the services.
    private static string Runtime => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private string Assembly
    {
        get
        {
            var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
            return Path.Combine(Repository.Root, "services", project, "bin", configuration, "net10.0", $"Attestry.{project}.dll");
        }
    }
}
