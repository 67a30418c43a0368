using System.Diagnostics;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>The real cosign, where this machine has it: <c>ATTESTRY_TEST_COSIGN</c>, or <c>cosign</c> in PATH.</summary>
internal static class CosignProgram
{
    internal static string? Find(string test)
    {
        var named = Environment.GetEnvironmentVariable("ATTESTRY_TEST_COSIGN");
        var path = !string.IsNullOrEmpty(named)
            ? named
            : Environment.GetEnvironmentVariable("PATH")?.Split(':').Select(folder => Path.Combine(folder, "cosign")).FirstOrDefault(File.Exists);
        if (path is null)
            Console.Error.WriteLine($"NOTICE cosign is not on this machine; {test} did nothing. Set ATTESTRY_TEST_COSIGN to its path.");
        return path;
    }

    /// <summary>Runs it with an empty key password and a home of its own, and demands success or failure.</summary>
    internal static async Task<string> RunAsync(string program, string home, bool succeeds, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = home };
        (start.Environment["COSIGN_PASSWORD"], start.Environment["HOME"], start.Environment["COSIGN_YES"]) = ("", home, "true");
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
