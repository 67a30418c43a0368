using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tee;

/// <summary>A TDX quote of version 4, signed by ECDSA over P-256 (Intel TDX DCAP Quoting Library API, A.3): little-endian.</summary>
public sealed class TdxQuote
{
    private const int HeaderBytes = 48;
    private const int BodyBytes = 584;
    private const int EnclaveReportBytes = 384;
    private const int CertificationOfEnclave = 6;
    private const int CertificationByPck = 5;

    private readonly byte[] _signed;

    private TdxQuote(byte[] signed) => _signed = signed;

    /// <summary>Of the TDX module; 16 parts, larger is newer.</summary>
    public ReadOnlyMemory<byte> TeeTcbSvn => Body(0x00, 16);

    /// <summary>Measurement of the TDX module, and its signer (zeros: Intel).</summary>
    public ReadOnlyMemory<byte> MrSeam => Body(0x10, 48);

    public ReadOnlyMemory<byte> MrSignerSeam => Body(0x40, 48);

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
        if (bytes.Length > TpmLimits.TdxQuoteBytes || !reader.TryTake(HeaderBytes + BodyBytes, out var signed))
            return false;
        var head = new SpanReader(signed);
        _ = head.TryLittleUInt16(out var version) & head.TryLittleUInt16(out var keyType) & head.TryLittleUInt32(out var tee);
        if (version != 4 || keyType != 2 || tee != 0x81)
        {
            finding = new(TeeFindings.VersionUnsupported, Severity.High, $"The quote is of version {version}, key type {keyType}, TEE 0x{tee:x}; 4, 2 and 0x81 are known.");
            return false;
        }
        if (!reader.TryLittleSized(TpmLimits.TdxQuoteBytes, out var data) || reader.Rest.ContainsAnyExcept((byte)0))
            return false;
        quote = ReadSignatures(signed, data);
        finding = quote is null ? finding : null;
        return quote is not null;
    }

    private static TdxQuote? ReadSignatures(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> data)
    {
        var outer = new SpanReader(data);
        if (!outer.TryTake(64, out var signature) || !outer.TryTake(64, out var key) || !outer.TryLittleUInt16(out var type) || type != CertificationOfEnclave
            || !outer.TryLittleSized(TpmLimits.TdxQuoteBytes, out var certification) || !outer.AtEnd)
            return null;
        var inner = new SpanReader(certification);
        return inner.TryTake(EnclaveReportBytes, out var report) && inner.TryTake(64, out var reportSignature)
            && inner.TryLittleUInt16(out var size) && inner.TryTake(size, out var authentication)
            && inner.TryLittleUInt16(out var kind) && kind == CertificationByPck && inner.TryLittleSized(TpmLimits.CertificateBytes, out var chain) && inner.AtEnd
                ? new(signed.ToArray())
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

    private ReadOnlyMemory<byte> Body(int at, int size) => _signed.AsMemory(HeaderBytes + at, size);
}
