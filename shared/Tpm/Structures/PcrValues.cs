namespace Attestry.Tpm.Structures;

/// <summary>Values of PCRs by bank and index. Holds only values of the bank's length.</summary>
public sealed class PcrValues
{
    private readonly SortedDictionary<(TpmAlgorithm Bank, int Pcr), byte[]> _values = [];

    public int Count => _values.Count;

    public IEnumerable<(TpmHash Bank, int Pcr, ReadOnlyMemory<byte> Value)> All =>
        _values.Select(value => (TpmHash.Of(value.Key.Bank)!, value.Key.Pcr, (ReadOnlyMemory<byte>)value.Value));

    /// <returns>False when the value has not the length of the bank's hash, or there is no such PCR: nothing is stored.</returns>
    public bool TrySet(TpmHash bank, int pcr, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(bank);
        if (value.Length != bank.Size || pcr is < 0 or > 31)
            return false;
        _values[(bank.Id, pcr)] = value.ToArray();
        return true;
    }

    /// <returns>Null when it is not there.</returns>
    public ReadOnlyMemory<byte>? Get(TpmHash bank, int pcr)
    {
        ArgumentNullException.ThrowIfNull(bank);
        return _values.TryGetValue((bank.Id, pcr), out var value) ? value : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>The hash over the selected values, in the order of the selections (TPM 2.0 Part 3, 18.4 TPM2_Quote).</summary>
    /// <returns>Null when a selected value is not there.</returns>
    public byte[]? Digest(TpmHash hash, IEnumerable<PcrSelection> selections)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(selections);
        using var joined = new MemoryStream();
        foreach (var selection in selections)
        foreach (var pcr in selection.Pcrs)
        {
            if (!_values.TryGetValue((selection.Bank.Id, pcr), out var value))
                return null;
            joined.Write(value);
        }
        return hash.Hash(joined.GetBuffer().AsSpan(0, (int)joined.Length));
    }

    /// <summary>Only the values that are selected, for nothing else is attested.</summary>
    internal PcrValues Only(IEnumerable<PcrSelection> selections)
    {
        var only = new PcrValues();
        foreach (var selection in selections)
        foreach (var pcr in selection.Pcrs)
            if (_values.TryGetValue((selection.Bank.Id, pcr), out var value))
                only._values[(selection.Bank.Id, pcr)] = value;
        return only;
    }
}
