using System.Text;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Structures;

namespace Attestry.TestKit.Tpm;

/// <summary>Writes boot event logs as firmware does.</summary>
public sealed class TestBootLog
{
    private static readonly TpmHash[] Banks = [TpmHash.Sha1, TpmHash.Sha256];

    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>Starts with the header of the crypto-agile format.</summary>
    public static TestBootLog Agile()
    {
        var log = new TestBootLog();
        byte[] header =
        [
            .. "Spec ID Event03\0"u8, 0, 0, 0, 0, 0, 2, 0, 2, .. Little(Banks.Length),
            .. Banks.SelectMany(bank => new byte[] { (byte)bank.Id, (byte)((int)bank.Id >> 8), (byte)bank.Size, 0 }), 0,
        ];
        log._bytes.AddRange([0, 0, 0, 0, 3, 0, 0, 0, .. new byte[20], .. Little(header.Length), .. header]);
        return log;
    }

    public static byte[] Typical() => Agile()
        .Add(0, BootEventType.NoAction, [.. "StartupLocality\0"u8, 3])
        .Add(0, BootEventType.CrtmVersion, [1, 0, 2, 0])
        .Add(7, BootEventType.EfiVariableDriverConfig, Variable(EfiVariable.GlobalVendor, "SecureBoot", [1]))
        .Add(7, BootEventType.EfiVariableDriverConfig, Variable(EfiVariable.ImageSecurityVendor, "db", SignatureList(EfiSignature.Sha256, new byte[32])))
        .Add(7, BootEventType.Separator, new byte[4])
        .Add(4, BootEventType.EfiBootServicesApplication, [.. new byte[24], 12, .. new byte[7], 4, 4, 8, 0, (byte)'a', 0, 0, 0, 0x7F, 0xFF, 4, 0], "image"u8.ToArray())
        .Add(8, BootEventType.Ipl, "grub_cmd: linux /vmlinuz\0"u8.ToArray(), "linux /vmlinuz"u8.ToArray())
        .Add(9, BootEventType.Ipl, "/vmlinuz\0"u8.ToArray(), "kernel"u8.ToArray())
        .Add(9, BootEventType.EventTag, [0xEC, 0x22, 0x3B, 0x8F, 13, 0, 0, 0, .. "Linux initrd\0"u8], "initrd"u8.ToArray())
        .Add(11, BootEventType.Ipl, Encoding.Unicode.GetBytes(".linux\0"))
        .Add(12, BootEventType.Ipl, Encoding.Unicode.GetBytes("root=/dev/sda quiet\0"))
        .Add(5, BootEventType.EfiGptEvent, [.. "EFI PART"u8, .. new byte[84], 1, .. new byte[7], .. new byte[128]])
        .Bytes;

    /// <summary>The SHA-1 format.</summary>
    public static byte[] Legacy()
    {
        var log = new TestBootLog();
        foreach (var pcr in new byte[] { 0, 4, 7 })
            log._bytes.AddRange([pcr, 0, 0, 0, 4, 0, 0, 0, .. TpmHash.Sha1.Hash(new byte[4]), 4, 0, 0, 0, 0, 0, 0, 0]);
        return log.Bytes;
    }

    /// <param name="measured">What was hashed, when it is not the data.</param>
    public TestBootLog Add(byte pcr, BootEventType type, byte[] data, byte[]? measured = null)
    {
        _bytes.AddRange([pcr, 0, 0, 0, .. Little(unchecked((int)type)), .. Little(Banks.Length)]);
        foreach (var bank in Banks)
            _bytes.AddRange([(byte)bank.Id, (byte)((int)bank.Id >> 8), .. type == BootEventType.NoAction ? new byte[bank.Size] : bank.Hash(measured ?? data)]);
        _bytes.AddRange([.. Little(data.Length), .. data]);
        return this;
    }

    public static byte[] Variable(Guid vendor, string name, byte[] data) =>
        [.. vendor.ToByteArray(), .. Little(name.Length), 0, 0, 0, 0, .. Little(data.Length), 0, 0, 0, 0, .. Encoding.Unicode.GetBytes(name), .. data];

    public static byte[] SignatureList(Guid type, params byte[][] signatures) =>
    [
        .. type.ToByteArray(), .. Little(28 + signatures.Length * (16 + signatures[0].Length)), 0, 0, 0, 0, .. Little(16 + signatures[0].Length),
        .. signatures.SelectMany(signature => (byte[])[.. new byte[16], .. signature]),
    ];

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
