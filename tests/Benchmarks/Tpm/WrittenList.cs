using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Benchmarks.Tpm;

/// <summary>A binary list of so many <c>ima-ng</c> entries in a file, and the PCR 10 that it leads to.</summary>
internal sealed class WrittenList
{
    private static readonly TpmHash[] Banks = [TpmHash.Sha1, TpmHash.Sha256];

    private readonly Dictionary<TpmHash, byte[]> _pcrs = Banks.ToDictionary(bank => bank, bank => new byte[bank.Size]);

    internal PcrValues Quoted
    {
        get
        {
            var values = new PcrValues();
            foreach (var (bank, pcr) in _pcrs)
                values.TrySet(bank, 10, pcr);
            return values;
        }
    }

    internal static WrittenList Write(string path, int entries)
    {
        var list = new WrittenList();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        for (var i = 0; i < entries; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"/usr/lib/x86_64-linux-gnu/library-{i:D7}.so.1");
            var (entry, data) = Entry(name, SHA256.HashData(Encoding.ASCII.GetBytes(name)));
            foreach (var (bank, pcr) in list._pcrs)
                bank.Extend(pcr, bank.Hash(data));
            file.Write(entry);
        }
        return list;
    }

    /// <returns>An <c>ima-ng</c> entry as the kernel's file holds it, and what of it is hashed.</returns>
    internal static (byte[] Entry, byte[] Data) Entry(string name, byte[] digest)
    {
        byte[] data = [.. Little(40), .. "sha256:\0"u8, .. digest, .. Little(name.Length + 1), .. Encoding.ASCII.GetBytes(name), 0];
        return ([10, 0, 0, 0, .. TpmHash.Sha1.Hash(data), .. Little(6), .. "ima-ng"u8, .. Little(data.Length), .. data], data);
    }

    /// <summary>The files of PCRs that evmctl reads, in the form of the kernel's sysfs of old.</summary>
    internal IEnumerable<string> WritePcrs(string folder)
    {
        foreach (var (bank, pcr) in _pcrs)
        {
            var path = Path.Combine(folder, $"pcrs-{bank}");
            File.WriteAllLines(path, Enumerable.Range(0, 24).Select(i =>
                $"PCR-{i:D2}: {Convert.ToHexString(i == 10 ? pcr : new byte[bank.Size]).Chunk(2).Aggregate("", (line, octet) => line + new string(octet) + ' ')}"));
            yield return "--pcrs";
            yield return $"{bank},{path}";
        }
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
