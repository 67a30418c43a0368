using System.Diagnostics;
using Attestry.TestKit.Servers;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>The real cosign, where this machine has it.</summary>
internal static class CosignProgram
{
    /// <summary><c>ATTESTRY_TEST_COSIGN</c>, PATH, or where test programs are kept on this machine; null, with a notice, where there is none.</summary>
    internal static string? Find(string test)
    {
        var path = ExternalProgram.Search("cosign", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "attestry-tests"));
        if (path is null)
            Console.Error.WriteLine($"NOTICE cosign is not on this machine; {test} did nothing. Set {ExternalProgram.Variable("cosign")} to its path.");
        return path;
    }

    /// <summary>Runs it with an empty key password and a home of its own, and demands success or failure.</summary>
    internal static Task<string> RunAsync(string program, string home, bool succeeds, params string[] arguments) => RunAsync(program, home, succeeds, new Dictionary<string, string>(), arguments);

    /// <param name="environment">Further variables, which win.</param>
    internal static async Task<string> RunAsync(string program, string home, bool succeeds, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        (start.Environment["COSIGN_PASSWORD"], start.Environment["HOME"], start.Environment["COSIGN_YES"]) = ("", home, "true");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var text = await output + await error;
        (process.ExitCode == 0).ShouldBe(succeeds, $"cosign {string.Join(' ', arguments)}\n{text}");
        return text;
    }
}
