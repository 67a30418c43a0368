using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Structures;

/// <summary>TPML_PCR_SELECTION (TPM 2.0 Part 2, 10.9.7), with every bank once.</summary>
internal static class PcrSelectionList
{
    /// <returns>The selections in their order, which is the order in which values are hashed; else the finding.</returns>
    internal static IReadOnlyList<PcrSelection>? Read(ref SpanReader reader, out Finding? finding)
    {
        finding = null;
        if (!reader.TryUInt32(out var count) || count > TpmLimits.Banks)
        {
            finding = Malformed("has no list of banks, or one that is too long");
            return null;
        }
        var selections = new List<PcrSelection>((int)count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryUInt16(out var algorithm) || !reader.TryByte(out var size) || size is 0 or > 4 || !reader.TryTake(size, out var bits))
            {
                finding = Malformed("has a selection that is cut off");
                return null;
            }
            if (TpmHash.Of((TpmAlgorithm)algorithm) is not { } bank)
            {
                finding = new(QuoteFindings.AlgorithmRefused, Severity.High, $"The quote is over a bank of the unknown algorithm 0x{algorithm:x4}.");
                return null;
            }
            if (selections.Any(selection => selection.Bank == bank))
            {
                finding = new(QuoteFindings.BankRepeated, Severity.High, $"The quote lists the bank {bank} twice.");
                return null;
            }
            var mask = 0u;
            for (var octet = 0; octet < size; octet++)
                mask |= (uint)bits[octet] << (8 * octet);
            selections.Add(new(bank, mask));
        }
        return selections;
    }

    private static Finding Malformed(string what) => new(QuoteFindings.Malformed, Severity.High, $"The attestation {what}.");
}
