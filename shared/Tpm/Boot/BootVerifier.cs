using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>Holds a boot log against the PCRs of a quote.</summary>
public static class BootVerifier
{
    /// <param name="quoted">From a quote that was verified.</param>
    /// <param name="pcrs">That must be explained by the log; each must be quoted in a bank that the log has, other than SHA-1.</param>
    /// <returns>Empty when the log is the one that the PCRs hold.</returns>
    public static IReadOnlyList<Finding> Verify(BootLog log, PcrValues quoted, params IReadOnlyList<int> pcrs)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(quoted);
        ArgumentNullException.ThrowIfNull(pcrs);
        var replayed = log.Replay();
        var findings = new List<Finding>();
        foreach (var pcr in pcrs)
        {
            var compared = false;
            foreach (var bank in log.Banks)
                if (quoted.Get(bank, pcr) is { } value)
                {
                    // A PCR that the log does not extend was not extended: it is still zero.
                    var expected = replayed.Get(bank, pcr) ?? new byte[bank.Size];
                    if (!CryptographicOperations.FixedTimeEquals(value.Span, expected.Span))
                        findings.Add(new(BootFindings.PcrMismatch, Severity.Critical, $"The boot log does not give the quoted PCR {pcr} of the bank {bank}."));
                    compared |= bank != TpmHash.Sha1;
                }
            if (!compared)
                findings.Add(new(BootFindings.PcrMismatch, Severity.High, $"No bank but SHA-1 holds PCR {pcr} in both the quote and the boot log."));
        }
        return findings;
    }

    /// <summary>The bank in which digests of a log are stated: the smallest but SHA-1 that is in both, which is SHA-256 nearly everywhere.</summary>
    /// <returns>Null when there is none.</returns>
    public static TpmHash? Bank(BootLog log, PcrValues quoted)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(quoted);
        return log.Banks.Where(bank => bank != TpmHash.Sha1 && quoted.Get(bank, 0) is not null).MinBy(bank => bank.Size);
    }

    /// <summary>The PCRs that the log explains wholly; of PCR 11 also what systemd adds later.</summary>
    public static IReadOnlyCollection<int> Proven(BootLog log, PcrValues quoted, TpmHash bank)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(quoted);
        ArgumentNullException.ThrowIfNull(bank);
        var replayed = log.Replay();
        var proven = new HashSet<int>();
        for (var pcr = 0; pcr < 16; pcr++)
            if (quoted.Get(bank, pcr) is { } value && (replayed.Get(bank, pcr) ?? new byte[bank.Size]) is var expected
                && (pcr == 11 ? SystemdPhases.Explain(bank, expected.Span, value.Span) : value.Span.SequenceEqual(expected.Span)))
                proven.Add(pcr);
        return proven;
    }
}
