using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attestry.TestKit.Servers;

/// <summary>
/// A program started by a test. It leads a process group of its own, so that what it starts ends with it; it is also killed when
/// the test process dies. Its output is kept for messages.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private const int KeptLines = 200;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of standard output and error, as they came.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts <paramref name="program"/> with the environment of this process and what is added; a null value removes a variable.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        // setsid makes the program the leader of a new group; exec keeps its process id the one that is known here.
        var start = new ProcessStartInfo("setsid", ["--", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Started[process.Id] = process;
        return child;
    }

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It did not exit with 0; the message has its output.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? within = null)
    {
        var list = arguments.ToList();
        await using var child = Start(program, list, environment);
        await child.WaitForExitAsync(within ?? TimeSpan.FromMinutes(1));
        return child.ExitCode == 0
            ? child.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', list)} exited with {child.ExitCode}:\n{child.Output}");
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
            throw new TimeoutException($"{_process.StartInfo.ArgumentList[1]} still runs after {within.TotalSeconds:F0} s:\n{Output}");
        }
    }

    /// <summary>Waits until <paramref name="ready"/> says so; it may throw while the server is not up yet.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or was not ready within <paramref name="within"/>; the message has its output.</exception>
    public async Task WaitUntilReadyAsync(Func<Task<bool>> ready, TimeSpan within)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (HasExited)
                throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[1]} exited with {ExitCode}:\n{Output}");
            try
            {
                if (await ready())
                    return;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                // Not listening yet.
            }
            if (watch.Elapsed > within)
                throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[1]} was not ready within {within.TotalSeconds:F0} s:\n{Output}");
        }
    }

    /// <summary>Kills it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        Signal(_process, SigKill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and ends it and all that it started if it does not within ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal(_process, SigTerm);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Signal(_process, SigKill);
        await _process.WaitForExitAsync();
        Started.TryRemove(_process.Id, out _);
        _process.Dispose();
    }

    private static readonly ConcurrentDictionary<int, Process> Started = new();

    // A test run that ends early (a failed fixture, Ctrl-C) runs no DisposeAsync.
    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Started.Values)
            Signal(process, SigKill);
    };

    // The group lives as long as any member, and its id is not given anew before that.
    private static void Signal(Process process, int signal) => _ = Kill(-process.Id, signal);

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
