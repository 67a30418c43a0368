using System.Globalization;
using System.Text.RegularExpressions;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tpm;

/// <summary>What a TPM tells of itself without any key.</summary>
internal sealed partial class TpmFacts(TpmTools tools)
{
    /// <summary>The banks that have PCRs and can be computed by a verifier.</summary>
    internal async Task<IReadOnlyList<TpmHash>> BanksAsync(CancellationToken cancellation)
    {
        var output = await tools.RunAsync("getcap", ["pcrs"], cancellation);
        return [.. BankText().Matches(output).Select(match => TpmHash.TryParse(match.Groups[1].Value, out var bank) ? bank : null).OfType<TpmHash>()];
    }

    /// <summary>TPMS_CLOCK_INFO.resetCount; null when the tool does not tell.</summary>
    internal async Task<uint?> ResetsAsync(CancellationToken cancellation)
    {
        var output = await tools.RunAsync("readclock", [], cancellation);
        return ResetText().Match(output) is { Success: true } match && uint.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var resets) ? resets : null;
    }

    /// <summary><c>IBM</c>, <c>INTC</c>: as the TPM names its maker; empty when it does not.</summary>
    internal async Task<string> ManufacturerAsync(CancellationToken cancellation) =>
        ManufacturerText().Match(await tools.RunAsync("getcap", ["properties-fixed"], cancellation)).Groups[1].Value;

    // "  - sha256: [ 0, 1, 2 ]"; an inactive bank has no PCRs.
    [GeneratedRegex(@"(sha\d+)\s*:\s*\[\s*\d")]
    private static partial Regex BankText();

    [GeneratedRegex(@"reset_count:\s*(\d+)")]
    private static partial Regex ResetText();

    [GeneratedRegex(@"TPM2_PT_MANUFACTURER:\s+raw:\s+0x[0-9A-Fa-f]+\s+value:\s+""([^""]*)""")]
    private static partial Regex ManufacturerText();
}
