using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Tee;

/// <summary>ATTESTATION_REPORT of SEV-SNP, versions 2 and later (SEV-SNP ABI 1.57, table 23): little-endian, 1,184 bytes.</summary>
public sealed class SnpReport
{
    public const int Size = 0x4A0;

    /// <summary>What is signed lies before the signature.</summary>
    private const int SignatureOffset = 0x2A0;

    /// <summary>r and s are little-endian in 72 bytes each.</summary>
    private const int SignaturePart = 72;

    private readonly byte[] _bytes;

    private SnpReport(byte[] bytes) => _bytes = bytes;

    public uint Version => UInt32(0);

    public uint GuestSvn => UInt32(0x04);

    public SnpGuestPolicy Policy => new(UInt64(0x08));

    public ReadOnlyMemory<byte> FamilyId => _bytes.AsMemory(0x10, 16);

    public ReadOnlyMemory<byte> ImageId => _bytes.AsMemory(0x20, 16);

    /// <summary>The privilege level that asked: 0 is the highest.</summary>
    public uint Vmpl => UInt32(0x30);

    public ulong PlatformInfo => UInt64(0x40);

    /// <summary>0: VCEK, of one chip. 1: VLEK, of a provider.</summary>
    public int SigningKey => (int)(UInt32(0x48) >> 2 & 7);

    /// <summary>The host hid the chip's identity.</summary>
    public bool ChipMasked => (UInt32(0x48) & 2) != 0;

    /// <summary>64 bytes of the guest: nonce, or a hash with it.</summary>
    public ReadOnlyMemory<byte> ReportData => _bytes.AsMemory(0x50, 64);

    /// <summary>SHA-384 over the memory at launch.</summary>
    public ReadOnlyMemory<byte> Measurement => _bytes.AsMemory(0x90, 48);

    public ReadOnlyMemory<byte> HostData => _bytes.AsMemory(0xC0, 32);

    public ReadOnlyMemory<byte> IdKeyDigest => _bytes.AsMemory(0xE0, 48);

    public ReadOnlyMemory<byte> AuthorKeyDigest => _bytes.AsMemory(0x110, 48);

    public ReadOnlyMemory<byte> ReportId => _bytes.AsMemory(0x140, 32);

    public ReadOnlyMemory<byte> ChipId => _bytes.AsMemory(0x1A0, 64);

    /// <summary>Since version 3 the report says which processor it is from; before, the certificate does.</summary>
    public SnpProduct Product => Version < 3 ? SnpProduct.Unknown : (_bytes[0x188], _bytes[0x189]) switch
    {
        (0x19, < 0x10) => SnpProduct.Milan,
        (0x19, >= 0x10 and < 0x20 or >= 0xA0 and < 0xB0) => SnpProduct.Genoa,
        (0x1A, < 0x20) => SnpProduct.Turin,
        _ => SnpProduct.Unknown,
    };

    /// <summary>That the certificate is of; never newer than the current one.</summary>
    public SnpTcb ReportedTcb(SnpProduct product) => SnpTcb.Read(UInt64(0x180), product);

    public SnpTcb CurrentTcb(SnpProduct product) => SnpTcb.Read(UInt64(0x38), product);

    /// <summary>That the platform cannot go back behind.</summary>
    public SnpTcb CommittedTcb(SnpProduct product) => SnpTcb.Read(UInt64(0x1E0), product);

    public SnpTcb LaunchTcb(SnpProduct product) => SnpTcb.Read(UInt64(0x1F0), product);

    internal ReadOnlySpan<byte> Signed => _bytes.AsSpan(0, SignatureOffset);

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SnpReport? report, [NotNullWhen(false)] out Finding? finding)
    {
        report = null;
        finding = null;
        if (bytes.Length != Size)
            finding = Malformed($"has {bytes.Length} bytes instead of {Size}");
        else if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var version && version is < 2 or > 5)
            finding = new(TeeFindings.VersionUnsupported, Severity.High, $"The report is of version {version}; 2 to 5 are known.");
        else if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[0x34..]) != 1)
            finding = new(TeeFindings.VersionUnsupported, Severity.High, "The report is not signed by ECDSA over P-384 with SHA-384.");
        else if (!new SnpGuestPolicy(BinaryPrimitives.ReadUInt64LittleEndian(bytes[0x08..])).IsSound)
            finding = Malformed("has a guest policy with reserved bits");
        else
            report = new(bytes.ToArray());
        return finding is null && report is not null;
    }

    /// <summary>r and s as .NET takes them: big-endian, 48 bytes each. Null when one does not fit.</summary>
    internal byte[]? Signature()
    {
        var signature = new byte[96];
        for (var part = 0; part < 2; part++)
        {
            var little = _bytes.AsSpan(SignatureOffset + part * SignaturePart, SignaturePart);
            if (little[48..].ContainsAnyExcept((byte)0))
                return null;
            little[..48].CopyTo(signature.AsSpan(part * 48));
            signature.AsSpan(part * 48, 48).Reverse();
        }
        return signature;
    }

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));

    private ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));

    private static Finding Malformed(string what) => new(TeeFindings.Malformed, Severity.High, $"The report {what}.");
}
