using Attestry.TestKit.Servers;

namespace Attestry.Standalone.Tests;

/// <summary>The built program, started as a person would start it.</summary>
internal static class StandaloneProcess
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private static readonly string Assembly =
        Path.Combine(Repository.Root, "services", "Standalone", "bin", Configuration, "net10.0", "Attestry.Standalone.dll");

    internal static ChildProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        ChildProcess.Start("dotnet", [Assembly, .. arguments], environment);

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var process = Start(arguments, environment);
        await process.WaitForExitAsync(TimeSpan.FromMinutes(4));
        return (process.ExitCode, process.Output);
    }
}
