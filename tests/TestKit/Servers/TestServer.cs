namespace Attestry.TestKit.Servers;

/// <summary>A server that a test started: its processes and its folder, gone when disposed or, at the latest, with the test process.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private const int MostTries = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    private readonly List<ChildProcess> _processes = [];

    public string Folder { get; } = TestRun.NewFolder();

    /// <summary>Starts what the server consists of; <paramref name="start"/> picks ports, so that a taken one is tried again with another.</summary>
    public static async Task<(TestServer Server, T Result)> StartAsync<T>(Func<TestServer, Task<T>> start)
    {
        for (var tried = 1; ; tried++)
        {
            var server = new TestServer();
            try
            {
                return (server, await start(server));
            }
            catch (InvalidOperationException) when (tried < MostTries)
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    public string File(string name) => Path.Combine(Folder, name);

    public async Task RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, Func<Task<bool>> ready, string stopSignal = "TERM")
    {
        var process = ChildProcess.Start(program, arguments, environment, Folder, stopSignal);
        _processes.Add(process);
        await process.WaitUntilReadyAsync(ready, StartLimit);
    }

    /// <summary>Ends its processes, the one started last first; its folder stays, so that it can be started again.</summary>
    public async Task StopAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        _processes.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        // Of a group that was killed one or the other process may still be writing.
        await Eventually.HoldsAsync(Deleted, what: $"{Folder} is gone");
    }

    private bool Deleted()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        return true;
    }
}
