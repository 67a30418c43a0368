using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>An entry of a Secure Boot database: a certificate, or the hash of an image (UEFI 2.10, 32.4.1).</summary>
/// <param name="Data">DER of the certificate, or the hash.</param>
public sealed record EfiSignature(Guid Type, Guid Owner, ReadOnlyMemory<byte> Data)
{
    public static readonly Guid Sha256 = new("c1c41626-504c-4092-aca9-41f936934328");

    public static readonly Guid X509 = new("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");

    /// <summary>EFI_SIGNATURE_LISTs, as PK, KEK, db and dbx hold them.</summary>
    /// <returns>Null when they cannot be read, or are too many.</returns>
    public static IReadOnlyList<EfiSignature>? ReadLists(ReadOnlyMemory<byte> data)
    {
        var signatures = new List<EfiSignature>();
        var reader = new SpanReader(data.Span);
        while (!reader.AtEnd)
        {
            if (!reader.TryTake(16, out var type) || !reader.TryLittleUInt32(out var listSize) || !reader.TryLittleUInt32(out var headerSize)
                || !reader.TryLittleUInt32(out var size) || size <= 16 || listSize < 28 || headerSize > listSize - 28 || (listSize - 28 - headerSize) % size != 0
                || headerSize > int.MaxValue || !reader.TryTake((int)headerSize, out _))
                return null;
            var count = (listSize - 28 - headerSize) / size;
            if (signatures.Count + count > TpmLimits.EfiSignatures || size > int.MaxValue)
                return null;
            for (var i = 0; i < count; i++)
            {
                if (!reader.TryTake((int)size, out var one))
                    return null;
                signatures.Add(new(new Guid(type), new Guid(one[..16]), data.Slice(reader.Position - one.Length + 16, one.Length - 16)));
            }
        }
        return signatures;
    }

    /// <summary>One EFI_SIGNATURE_DATA, as an EV_EFI_VARIABLE_AUTHORITY event holds it: what let an image run.</summary>
    public static EfiSignature? ReadOne(ReadOnlyMemory<byte> data) =>
        data.Length > 16 ? new(data.Length == 48 ? Sha256 : X509, new Guid(data.Span[..16]), data[16..]) : null;
}
