using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Structures;

/// <summary>TPMS_ATTEST of a quote or a certification (TPM 2.0 Part 2, 10.12.12).</summary>
public sealed class TpmAttestation
{
    /// <summary>TPM_GENERATED_VALUE: a restricted key signs nothing from outside that starts with it.</summary>
    private const uint Generated = 0xFF544347;

    private TpmAttestation(TpmAttestationType type, byte[] signer, byte[] extraData, TpmClock clock, ulong firmware) =>
        (Type, QualifiedSigner, ExtraData, Clock, FirmwareVersion) = (type, new(signer), extraData, clock, firmware);

    public TpmAttestationType Type { get; }

    public TpmName QualifiedSigner { get; }

    /// <summary>The nonce.</summary>
    public ReadOnlyMemory<byte> ExtraData { get; }

    public TpmClock Clock { get; }

    public ulong FirmwareVersion { get; }

    /// <summary>Of a quote; else empty.</summary>
    public IReadOnlyList<PcrSelection> Selections { get; private set; } = [];

    /// <summary>Of a quote; else empty.</summary>
    public ReadOnlyMemory<byte> PcrDigest { get; private set; }

    /// <summary>Of a certification: the name of the certified object.</summary>
    public TpmName? Name { get; private set; }

    /// <summary>Of a certification.</summary>
    public TpmName? QualifiedName { get; private set; }

    /// <param name="bytes">The structure to its last byte, as it was signed.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TpmAttestation? attestation, [NotNullWhen(false)] out Finding? finding)
    {
        attestation = null;
        var reader = new SpanReader(bytes);
        finding = Malformed;
        if (bytes.Length > TpmLimits.StructureBytes || !reader.TryUInt32(out var magic))
            return false;
        if (magic != Generated)
        {
            finding = new(QuoteFindings.MagicMismatch, Severity.Critical, "The attestation was not made inside a TPM.");
            return false;
        }
        if (!reader.TryUInt16(out var type) || !reader.TrySized(out var signer) || !reader.TrySized(out var extra)
            || !reader.TryUInt64(out var clock) || !reader.TryUInt32(out var resets) || !reader.TryUInt32(out var restarts)
            || !reader.TryByte(out var safe) || safe > 1 || !reader.TryUInt64(out var firmware))
            return false;
        var read = new TpmAttestation((TpmAttestationType)type, signer.ToArray(), extra.ToArray(), new(clock, resets, restarts, safe == 1), firmware);
        finding = read.ReadAttested(ref reader);
        if (finding is null && !reader.AtEnd)
            finding = Malformed;
        attestation = finding is null ? read : null;
        return finding is null;
    }

    private static Finding Malformed { get; } = new(QuoteFindings.Malformed, Severity.High, "The attestation is cut off, too long, or has bytes after its end.");

    private Finding? ReadAttested(ref SpanReader reader)
    {
        switch (Type)
        {
            case TpmAttestationType.Quote:
                if (PcrSelectionList.Read(ref reader, out var finding) is not { } selections)
                    return finding;
                (Selections, var read) = (selections, reader.TrySized(out var digest));
                PcrDigest = digest.ToArray();
                return read ? null : Malformed;
            case TpmAttestationType.Certify:
                if (!reader.TrySized(out var name) || !reader.TrySized(out var qualified))
                    return Malformed;
                (Name, QualifiedName) = (new(name.ToArray()), new(qualified.ToArray()));
                return null;
            default:
                return new(QuoteFindings.TypeMismatch, Severity.High, $"The attestation is of type 0x{(ushort)Type:x4}, neither a quote nor a certification.");
        }
    }
}
