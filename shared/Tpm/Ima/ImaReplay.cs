using System.Security.Cryptography;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>Extends PCRs with entries as the kernel did.</summary>
public sealed class ImaReplay
{
    private readonly (TpmHash Bank, byte[] Pcr)[] _banks;
    private readonly ImaExtension _extension;
    private readonly byte[] _template = new byte[TpmHash.LongestSize];

    public ImaReplay(ImaReplayState state, ImaExtension extension = ImaExtension.BankHash)
    {
        ArgumentNullException.ThrowIfNull(state);
        _banks = [.. state.Values.Select(value => (value.Key, value.Value.ToArray()))];
        _extension = extension;
    }

    /// <summary>Extends every bank with one entry, and checks its template hash on the way.</summary>
    /// <returns>False when the logged template hash is not the hash of the content. A violation states none and is extended as ones.</returns>
    public bool Extend(ImaEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.IsViolation)
        {
            _template.AsSpan().Fill(0xFF);
            foreach (var (bank, pcr) in _banks)
                bank.Extend(pcr, _template.AsSpan(0, bank.Size));
            return true;
        }
        var logged = LoggedHash(entry.TemplateHash.Length);
        var recomputed = _template.AsSpan(0, logged.Size);
        entry.ComputeTemplateHash(logged, recomputed);
        var sound = recomputed.SequenceEqual(entry.TemplateHash.Span);
        // What was extended is what was logged; that the content hashes to it is the other question.
        Span<byte> bankHash = stackalloc byte[TpmHash.LongestSize];
        foreach (var (bank, pcr) in _banks)
        {
            var digest = bankHash[..bank.Size];
            if (bank == logged)
                entry.TemplateHash.Span.CopyTo(digest);
            else if (_extension == ImaExtension.PaddedSha1 && logged == TpmHash.Sha1)
            {
                digest.Clear();
                entry.TemplateHash.Span.CopyTo(digest);
            }
            else
                entry.ComputeTemplateHash(bank, digest);
            bank.Extend(pcr, digest);
        }
        return sound;
    }

    /// <summary>Do all the given banks have these values now? At least one must be given.</summary>
    public bool Matches(params ReadOnlySpan<KeyValuePair<TpmHash, ReadOnlyMemory<byte>>> expected)
    {
        foreach (var (bank, value) in expected)
            if (!CryptographicOperations.FixedTimeEquals(Value(bank), value.Span))
                return false;
        return !expected.IsEmpty;
    }

    /// <summary>Empty when the bank is not replayed.</summary>
    public ReadOnlySpan<byte> Value(TpmHash bank)
    {
        foreach (var (known, pcr) in _banks)
            if (known == bank)
                return pcr;
        return default;
    }

    public ImaReplayState Save(long entries, long offset, uint resets) =>
        new(entries, offset, resets, _banks.ToDictionary(value => value.Bank, value => (ReadOnlyMemory<byte>)value.Pcr.ToArray()));

    private static TpmHash LoggedHash(int size) => size switch
    {
        32 => TpmHash.Sha256,
        48 => TpmHash.Sha384,
        64 => TpmHash.Sha512,
        _ => TpmHash.Sha1,
    };
}
