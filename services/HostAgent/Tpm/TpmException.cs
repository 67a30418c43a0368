using Attestry.Primitives;

namespace Attestry.HostAgent.Tpm;

/// <summary>A command of tpm2-tools failed.</summary>
/// <param name="error">What it wrote; the last lines say what was wrong.</param>
internal sealed class TpmException(string command, string error) : AgentException(
    $"tpm2 {command} failed: {Bounded.Quote(Last(error))}", "See whether the TPM answers: attestry-agent check.")
{
    private const int Lines = 3;

    private static string Last(string error) => string.Join(" / ",
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith("WARN", StringComparison.Ordinal)).TakeLast(Lines));
}
