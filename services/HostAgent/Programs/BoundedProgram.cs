using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Attestry.Primitives;

namespace Attestry.HostAgent.Programs;

/// <summary>
/// Runs one program to its end: arguments as a list, never through a shell; output and time are bounded, and what it started ends with
/// it. Its standard input is closed, so that it can wait for nobody.
/// </summary>
/// <param name="path">Absolute.</param>
/// <param name="environment">Added to that of this process.</param>
internal sealed class BoundedProgram(string path, IReadOnlyDictionary<string, string> environment, TimeSpan limit)
{
    /// <summary>Lists of containers are the longest output: a thousand of them in JSON.</summary>
    private const int MostOutput = 8 * 1024 * 1024;

    private static readonly string[] UsualFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    internal string Name => Path.GetFileName(path);

    /// <param name="searchPath">PATH; where it is not set, the usual folders.</param>
    /// <returns>Where a program of that name is; null when there is none.</returns>
    internal static string? Find(string name, string? searchPath) =>
        (searchPath?.Split(Path.PathSeparator) ?? UsualFolders).Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <exception cref="AgentException">It cannot be started, takes too long or writes too much. An exit code other than 0 is a result.</exception>
    internal async Task<ProgramResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var list = arguments.ToList();
        using var process = new Process { StartInfo = Describe(list) };
        Start(process);
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            var output = ReadAsync(process, process.StandardOutput, patience.Token);
            var error = ReadAsync(process, process.StandardError, patience.Token);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, output.Result, error.Result);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new AgentException($"{Name} {list[0]} did not end within {limit.TotalSeconds:F0} s.", "Look whether the TPM or the service that it asks is busy or hangs.", e);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Describe(List<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // Messages are compared and shown; they are to be the same everywhere.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new AgentException($"{path} cannot be started: {Bounded.Printable(e.Message)}.", "Check that it is installed and may be run.", e);
        }
    }

    private async Task<string> ReadAsync(Process process, StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (text.Append(buffer, 0, read).Length <= MostOutput)
                continue;
            // Its other stream would stay open.
            process.Kill(entireProcessTree: true);
            throw new AgentException($"{Name} writes more than {MostOutput} characters.", "Check that it is the program of that name.");
        }
        return text.ToString();
    }
}
