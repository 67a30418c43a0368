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
        var all = new Dictionary<string, string?> { ["COSIGN_PASSWORD"] = "", ["HOME"] = home, ["COSIGN_YES"] = "true" };
        foreach (var (name, value) in environment)
            all[name] = value;
        var (code, output) = await ChildProcess.EndAsync(program, arguments, all, home);
        (code == 0).ShouldBe(succeeds, $"cosign {string.Join(' ', arguments)}\n{output}");
        return output;
    }
}
