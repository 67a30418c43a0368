using System.Diagnostics;
using Attestry.TestKit;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks;

/// <summary>One service of this checkout as a process of its own on a loopback port.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly ChildProcess _process;
    private readonly Process _seen;

    private ServiceProcess(ChildProcess process, int port) => (_process, _seen, Host) = (process, Process.GetProcessById(process.Id), $"127.0.0.1:{port}");

    /// <summary>The configuration that this program was built in, and the services with it: the folder above the framework's.</summary>
    internal static string Build { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    internal string Host { get; }

    internal Uri Address => new($"http://{Host}");

    internal string Output => _process.Output;

    /// <summary>User and system time of the process until now.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _seen.Refresh();
            return _seen.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, in bytes.</summary>
    internal long Memory
    {
        get
        {
            _seen.Refresh();
            return _seen.WorkingSet64;
        }
    }

    /// <param name="name">The project: <c>StatusApi</c>.</param>
    /// <param name="arguments">Of the command line, for the port it is to listen on.</param>
    internal static Task<ServiceProcess> StartAsync(string name, int port, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings, string folder)
    {
        var file = Path.Combine(Repository.Root, "services", name, "bin", Build, "net10.0", $"Attestry.{name}.dll");
        return File.Exists(file)
            ? StartFileAsync(file, port, arguments, settings, folder, "/health/ready")
            : throw new BenchmarkException($"{file} is not there; build it with: dotnet build -c {Build} services/{name}");
    }

    /// <summary>This program again.</summary>
    internal static Task<ServiceProcess> StartSelfAsync(int port, IEnumerable<string> arguments, string folder) =>
        StartFileAsync(typeof(ServiceProcess).Assembly.Location, port, arguments, new Dictionary<string, string?>(), folder, "/");

    public async ValueTask DisposeAsync()
    {
        _seen.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task<ServiceProcess> StartFileAsync(
        string file, int port, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings, string folder, string ready)
    {
        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        // What every service would write to a log collector is not the benchmark's to read.
        environment["Logging__LogLevel__Default"] = "Warning";
        var process = ChildProcess.Start("dotnet", [file, .. arguments], environment, folder);
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            await process.WaitUntilReadyAsync(async () => (await client.GetAsync(new Uri($"http://127.0.0.1:{port}{ready}"))).IsSuccessStatusCode, StartLimit);
            return new ServiceProcess(process, port);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
