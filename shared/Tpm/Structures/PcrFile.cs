using System.Diagnostics.CodeAnalysis;

namespace Attestry.Tpm.Structures;

/// <summary>
/// The file that <c>tpm2_quote --pcrs_list --pcr FILE</c> of tpm2-tools 4 and 5 writes (format <c>serialized</c>): the C structures
/// TPML_PCR_SELECTION, a count, and so many TPML_DIGEST, as they lie in the memory of a little-endian machine.
/// </summary>
public static class PcrFile
{
    private const int SelectionSize = 8;
    private const int SelectionCapacity = 16;
    private const int DigestCapacity = 8;
    private const int DigestBytes = 64;

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PcrValues? values)
    {
        values = null;
        var reader = new SpanReader(bytes);
        if (ReadSelections(ref reader) is not { } wanted || !reader.TryLittleUInt32(out var lists) || lists > SelectionCapacity)
            return false;
        var read = new PcrValues();
        var next = 0;
        for (var list = 0; list < lists; list++)
        {
            if (!reader.TryLittleUInt32(out var count) || count > DigestCapacity)
                return false;
            for (var slot = 0; slot < DigestCapacity; slot++)
            {
                if (!reader.TryLittleUInt16(out var size) || size > DigestBytes || !reader.TryTake(DigestBytes, out var digest))
                    return false;
                if (slot < count && (next >= wanted.Count || !read.TrySet(wanted[next].Bank, wanted[next++].Pcr, digest[..size])))
                    return false;
            }
        }
        values = reader.AtEnd && next == wanted.Count ? read : null;
        return values is not null;
    }

    private static List<(TpmHash Bank, int Pcr)>? ReadSelections(ref SpanReader reader)
    {
        if (!reader.TryLittleUInt32(out var count) || count > SelectionCapacity || !reader.TryTake(SelectionSize * SelectionCapacity, out var selections))
            return null;
        var wanted = new List<(TpmHash, int)>();
        var banks = new HashSet<TpmHash>();
        for (var i = 0; i < count; i++)
        {
            var one = new SpanReader(selections.Slice(i * SelectionSize, SelectionSize));
            if (!one.TryLittleUInt16(out var algorithm) || !one.TryByte(out var size) || size > 4 || !one.TryLittleUInt32(out var bits))
                return null;
            if (TpmHash.Of((TpmAlgorithm)algorithm) is not { } bank || !banks.Add(bank))
                return null;
            wanted.AddRange(new PcrSelection(bank, bits).Pcrs.Where(pcr => pcr < 8 * size).Select(pcr => (bank, pcr)));
        }
        return wanted;
    }
}
