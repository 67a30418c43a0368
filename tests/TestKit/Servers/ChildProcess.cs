using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Attestry.TestKit.Servers;

/// <summary>
/// A program started by a test. It leads a process group of its own, so that what it starts ends with it, and it ends at the latest
/// with the test process. Its output is kept for messages.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly Dictionary<string, int> Signals = new() { ["TERM"] = 15, ["QUIT"] = 3, ["KILL"] = 9 };
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _stopSignal;
    private readonly ConcurrentQueue<string> _lines = new();
    private bool _disposed;

    private ChildProcess(Process process, string stopSignal)
    {
        (_process, _stopSignal) = (process, stopSignal);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        Id = process.Id;
        TestRun.Add(Id, stopSignal);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Of the process and its group.</summary>
    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of standard output and error, as they came.</summary>
    public string Output => string.Join('\n', _lines);

    private string Name => _process.StartInfo.ArgumentList[1];

    /// <summary>Starts <paramref name="program"/> with the environment of this process and what is added; a null value removes a variable.</summary>
    /// <param name="stopSignal">What asks it to end: <c>TERM</c>, <c>QUIT</c> or <c>KILL</c>.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, string stopSignal = "TERM")
    {
        // setsid makes the program the leader of a new group; it replaces itself, so the process id stays.
        var start = new ProcessStartInfo("setsid", ["--", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new ChildProcess(new Process { StartInfo = start }, stopSignal);
    }

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It did not exit with 0; the message has its output.</exception>
    /// <exception cref="TimeoutException">It did not end within five minutes, or what is given.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? within = null)
    {
        var list = arguments.ToList();
        var (code, output) = await EndAsync(program, list, environment, within: within);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', list)} exited with {code}:\n{output}");
    }

    /// <summary>Runs a program to its end, however that is.</summary>
    /// <exception cref="TimeoutException">It did not end within five minutes, or what is given.</exception>
    public static async Task<(int Code, string Output)> EndAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, TimeSpan? within = null)
    {
        await using var child = Start(program, arguments, environment, folder);
        await child.WaitForExitAsync(within ?? TimeSpan.FromMinutes(5));
        return (child.ExitCode, child.Output);
    }

    /// <exception cref="TimeoutException">It still runs.</exception>
    public async Task WaitForExitAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} still runs after {within.TotalSeconds:F0} s:\n{Output}");
        }
    }

    /// <summary>Waits until <paramref name="ready"/> says so; it may throw while the server is not up yet.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or was not ready within <paramref name="within"/>; the message has its output.</exception>
    public async Task WaitUntilReadyAsync(Func<Task<bool>> ready, TimeSpan within)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (HasExited)
                throw new InvalidOperationException($"{Name} exited with {ExitCode}:\n{Output}");
            try
            {
                if (await ready())
                    return;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or SocketException or OperationCanceledException)
            {
                // Not listening yet.
            }
            if (watch.Elapsed > within)
                throw new InvalidOperationException($"{Name} was not ready within {within.TotalSeconds:F0} s:\n{Output}");
        }
    }

    /// <summary>Kills it and all that it started at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_disposed)
            return;
        Signal("KILL");
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and ends it and all that it started if it does not within a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        if (!_process.HasExited)
        {
            Signal(_stopSignal);
            using var patience = new CancellationTokenSource(StopLimit);
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await KillAsync();
        _disposed = true;
        TestRun.Remove(Id);
        _process.Dispose();
    }

    // Right after the start there is no group yet: setsid did not run so far.
    private void Signal(string signal) => _ = Kill(-Id, Signals[signal]) == 0 ? 0 : Kill(Id, Signals[signal]);

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int pid, int signal);

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > KeptLines)
            _lines.TryDequeue(out _);
    }
}
