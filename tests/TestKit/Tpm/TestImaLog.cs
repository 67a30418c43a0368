using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.TestKit.Tpm;

/// <summary>Writes integrity measurement lists as the kernel does, and extends PCRs with them.</summary>
public sealed class TestImaLog
{
    private readonly MemoryStream _binary = new();
    private readonly StringBuilder _ascii = new();
    private readonly Dictionary<TpmHash, byte[]> _pcrs = TpmHash.All.ToDictionary(bank => bank, bank => new byte[bank.Size]);

    public byte[] Binary => _binary.ToArray();

    public byte[] Ascii => Encoding.UTF8.GetBytes(_ascii.ToString());

    public int Entries { get; private set; }

    public long BinaryLength => _binary.Length;

    /// <summary>PCR 10 of all banks, as a quote that was verified would state it.</summary>
    public PcrValues Quoted(params TpmHash[] banks)
    {
        var values = new PcrValues();
        foreach (var bank in banks)
            values.TrySet(bank, 10, _pcrs[bank]);
        return values;
    }

    /// <param name="fields">Of the binary form, without lengths; and each as text.</param>
    public TestImaLog Add(string template, params (byte[] Bytes, string Text)[] fields)
    {
        var data = template == "ima"
            ? [.. fields[0].Bytes, .. Sized(fields[1].Bytes)]
            : fields.SelectMany(field => Sized(field.Bytes)).ToArray();
        // The legacy template hashes its name padded to 256 bytes.
        var hashed = template == "ima" ? [.. fields[0].Bytes, .. fields[1].Bytes, .. new byte[256 - fields[1].Bytes.Length]] : data;
        foreach (var (bank, pcr) in _pcrs)
            bank.Extend(pcr, bank.Hash(hashed));
        return Write(template, TpmHash.Sha1.Hash(hashed), data, fields);
    }

    /// <summary>The entry of a file that was open for writing: zeros in the list, ones in the PCR.</summary>
    public TestImaLog AddViolation(string path)
    {
        (byte[], string)[] fields = [Digest("sha256", new byte[32]), Name(path)];
        foreach (var (bank, pcr) in _pcrs)
            bank.Extend(pcr, Enumerable.Repeat((byte)0xFF, bank.Size).ToArray());
        return Write("ima-ng", new byte[20], [.. fields.SelectMany(field => Sized(field.Item1))], fields);
    }

    public TestImaLog AddFile(string path, byte[]? content = null) =>
        Add("ima-ng", Digest("sha256", SHA256.HashData(content ?? Encoding.UTF8.GetBytes(path))), Name(path));

    public static (byte[] Bytes, string Text) Digest(string prefix, byte[] digest) =>
        ([.. Encoding.ASCII.GetBytes(prefix + ":"), 0, .. digest], $"{prefix}:{Convert.ToHexStringLower(digest)}");

    public static (byte[] Bytes, string Text) Name(string path) => ([.. Encoding.UTF8.GetBytes(path), 0], path);

    public static (byte[] Bytes, string Text) Hex(byte[] bytes) => (bytes, Convert.ToHexStringLower(bytes));

    private TestImaLog Write(string template, byte[] hash, byte[] data, (byte[] Bytes, string Text)[] fields)
    {
        _binary.Write([10, 0, 0, 0, .. hash, .. Sized(Encoding.ASCII.GetBytes(template))]);
        if (template == "ima")
            _binary.Write(data);
        else
            _binary.Write(Sized(data));
        _ascii.Append("10 ").Append(Convert.ToHexStringLower(hash)).Append(' ').Append(template).Append(' ').AppendJoin(' ', fields.Select(field => field.Text)).Append('\n');
        Entries++;
        return this;
    }

    private static byte[] Sized(byte[] bytes)
    {
        var sized = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(sized, bytes.Length);
        bytes.CopyTo(sized, 4);
        return sized;
    }
}
