using System.Diagnostics;

namespace Attestry.Cli.Tests;

/// <summary>Runs the command line: in this process for speed, or as the built executable.</summary>
internal static class Run
{
    internal static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    internal static Task<CommandResult> HereAsync(params IReadOnlyList<string> arguments) => HereAsync([], "", arguments);

    internal static Task<CommandResult> HereAsync(Dictionary<string, string> environment, string input, params IReadOnlyList<string> arguments) =>
        AtAsync(TimeProvider.System, environment, input, arguments);

    /// <summary>In this process, at another time.</summary>
    internal static async Task<CommandResult> AtAsync(TimeProvider time, Dictionary<string, string> environment, string input, params IReadOnlyList<string> arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(new StringReader(input), output, error, false, false, environment.GetValueOrDefault, time);
        return new(await CommandLine.RunAsync(arguments, terminal), output.ToString(), error.ToString());
    }

    /// <summary>The executable that people run, with nothing of this process's settings.</summary>
    internal static async Task<CommandResult> ProcessAsync(Dictionary<string, string> environment, string input, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "attestry"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["ATTESTRY_SERVER", "ATTESTRY_API_KEY", "DOCKER_CONFIG"])
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }
}
