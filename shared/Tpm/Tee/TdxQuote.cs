using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tee;

/// <summary>
/// A TDX quote of version 4, or of version 5 whose body says its own type and size, signed by ECDSA over P-256 (Intel TDX DCAP
/// Quoting Library API, A.3 and A.4): little-endian.
/// </summary>
public sealed class TdxQuote
{
    private const int HeaderBytes = 48;
    private const int BodyBytes = 584;
    private const int DescriptorBytes = 6;

    /// <summary>TD 1.5 has TEE_TCB_SVN_2 and MRSERVICETD behind what TD 1.0 has.</summary>
    private const int LongBodyBytes = 648;
    private const int EnclaveReportBytes = 384;
    private const int CertificationOfEnclave = 6;
    private const int CertificationByPck = 5;

    private readonly byte[] _signed;

    private readonly int _body;

    private TdxQuote(byte[] signed, int body) => (_signed, _body) = (signed, body);

    /// <summary>Of the TDX module; 16 parts, larger is newer.</summary>
    public ReadOnlyMemory<byte> TeeTcbSvn => Body(0x00, 16);

    /// <summary>Measurement of the TDX module, and its signer (zeros: Intel).</summary>
    public ReadOnlyMemory<byte> MrSeam => Body(0x10, 48);

    public ReadOnlyMemory<byte> MrSignerSeam => Body(0x40, 48);

    /// <summary>Of the TDX module.</summary>
    public ReadOnlyMemory<byte> SeamAttributes => Body(0x70, 8);

    public ulong TdAttributes => BinaryPrimitives.ReadUInt64LittleEndian(Body(0x78, 8).Span);

    /// <summary>The host may read the memory of the machine.</summary>
    public bool DebugAllowed => (TdAttributes & 1) != 0;

    public ulong Xfam => BinaryPrimitives.ReadUInt64LittleEndian(Body(0x80, 8).Span);

    /// <summary>SHA-384 over what the machine was built from.</summary>
    public ReadOnlyMemory<byte> MrTd => Body(0x88, 48);

    public ReadOnlyMemory<byte> MrConfigId => Body(0xB8, 48);

    public ReadOnlyMemory<byte> MrOwner => Body(0xE8, 48);

    public ReadOnlyMemory<byte> MrOwnerConfig => Body(0x118, 48);

    /// <summary>64 bytes of the guest.</summary>
    public ReadOnlyMemory<byte> ReportData => Body(0x208, 64);

    /// <summary>What Intel says of the platform; null until it was judged, or without collateral.</summary>
    public TdxPlatformStatus? TcbStatus { get; internal set; }

    internal ReadOnlySpan<byte> Signed => _signed;

    internal byte[] Signature { get; private init; } = [];

    /// <summary>x and y.</summary>
    internal byte[] AttestationKey { get; private init; } = [];

    internal byte[] EnclaveReport { get; private init; } = [];

    internal byte[] EnclaveSignature { get; private init; } = [];

    internal byte[] AuthenticationData { get; private init; } = [];

    /// <summary>PEM: PCK certificate, intermediate, root.</summary>
    internal byte[] Chain { get; private init; } = [];

    /// <param name="index">0 to 3.</param>
    public ReadOnlyMemory<byte> Rtmr(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 3u, nameof(index));
        return Body(0x148 + 48 * index, 48);
    }

    /// <summary>The registers as a CCEL numbers them, for <see cref="Boot.BootVerifier"/>: 0 is MRTD, 1 to 4 are RTMR 0 to 3.</summary>
    public PcrValues Registers()
    {
        var values = new PcrValues();
        values.TrySet(TpmHash.Sha384, 0, MrTd.Span);
        for (var i = 0; i < 4; i++)
            values.TrySet(TpmHash.Sha384, i + 1, Rtmr(i).Span);
        return values;
    }

    /// <param name="bytes">Zeros after the end, which the transport pads with, are not part of it.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TdxQuote? quote, [NotNullWhen(false)] out Finding? finding)
    {
        quote = null;
        finding = new(TeeFindings.Malformed, Severity.High, "The quote is cut off, too long, or has bytes after its end.");
        var reader = new SpanReader(bytes);
        if (bytes.Length > TpmLimits.TdxQuoteBytes || !reader.TryTake(HeaderBytes, out var header))
            return false;
        var head = new SpanReader(header);
        _ = head.TryLittleUInt16(out var version) & head.TryLittleUInt16(out var keyType) & head.TryLittleUInt32(out var tee);
        if (version is not (4 or 5) || keyType != 2 || tee != 0x81)
        {
            finding = new(TeeFindings.VersionUnsupported, Severity.High, $"The quote is of version {version}, key type {keyType}, TEE 0x{tee:x}; 4 and 5, 2 and 0x81 are known.");
            return false;
        }
        if (BodySize(version, ref reader) is not { } size || !reader.TryTake(size, out _))
            return false;
        var signed = bytes[..reader.Position];
        if (!reader.TryLittleSized(TpmLimits.TdxQuoteBytes, out var data) || reader.Rest.ContainsAnyExcept((byte)0))
            return false;
        quote = ReadSignatures(signed, version == 4 ? HeaderBytes : HeaderBytes + DescriptorBytes, data);
        finding = quote is null ? finding : null;
        return quote is not null;
    }

    /// <summary>Of version 5 the type (2: TD 1.0, 3: TD 1.5) and the size stand before the body.</summary>
    private static int? BodySize(ushort version, ref SpanReader reader) =>
        version == 4 ? BodyBytes
        : reader.TryLittleUInt16(out var type) && reader.TryLittleUInt32(out var size) && (type, size) is (2, BodyBytes) or (3, LongBodyBytes) ? (int)size
        : null;

    private static TdxQuote? ReadSignatures(ReadOnlySpan<byte> signed, int body, ReadOnlySpan<byte> data)
    {
        var outer = new SpanReader(data);
        if (!outer.TryTake(64, out var signature) || !outer.TryTake(64, out var key) || !outer.TryLittleUInt16(out var type) || type != CertificationOfEnclave
            || !outer.TryLittleSized(TpmLimits.TdxQuoteBytes, out var certification) || !outer.AtEnd)
            return null;
        var inner = new SpanReader(certification);
        return inner.TryTake(EnclaveReportBytes, out var report) && inner.TryTake(64, out var reportSignature)
            && inner.TryLittleUInt16(out var size) && inner.TryTake(size, out var authentication)
            && inner.TryLittleUInt16(out var kind) && kind == CertificationByPck && inner.TryLittleSized(TpmLimits.CertificateBytes, out var chain) && inner.AtEnd
                ? new(signed.ToArray(), body)
                {
                    Signature = signature.ToArray(),
                    AttestationKey = key.ToArray(),
                    EnclaveReport = report.ToArray(),
                    EnclaveSignature = reportSignature.ToArray(),
                    AuthenticationData = authentication.ToArray(),
                    Chain = chain.ToArray(),
                }
                : null;
    }

    private ReadOnlyMemory<byte> Body(int at, int size) => _signed.AsMemory(_body + at, size);
}
