using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tee;

/// <summary>
/// The table of an extended report (GHCB 2.0, 4.1.8.1): entries of GUID, offset and length, little-endian, up to one of zeros; then
/// the certificates, DER. The GUIDs are stored in the order in which they are written.
/// </summary>
internal static class SnpCertificateTable
{
    internal static readonly Guid Vcek = new("63da758d-e664-4564-adc5-f4b93be8accd");

    internal static readonly Guid Vlek = new("a8074bc2-a25a-483e-aae6-39c045a0b8a1");

    private const int EntryBytes = 24;

    /// <returns>Null when it cannot be read; empty when it holds nothing.</returns>
    internal static IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>? Read(ReadOnlyMemory<byte> bytes)
    {
        var certificates = new Dictionary<Guid, ReadOnlyMemory<byte>>();
        if (bytes.IsEmpty)
            return certificates;
        if (bytes.Length > TpmLimits.TeeCertificateTableBytes)
            return null;
        var reader = new SpanReader(bytes.Span);
        var places = new List<(Guid Id, uint Offset, uint Length)>();
        while (true)
        {
            if (places.Count > TpmLimits.CertificatesInChain || !reader.TryTake(16, out var guid) || !reader.TryLittleUInt32(out var offset) || !reader.TryLittleUInt32(out var length))
                return null;
            var id = new Guid(guid, bigEndian: true);
            if (id == Guid.Empty && offset == 0 && length == 0)
                break;
            places.Add((id, offset, length));
        }
        foreach (var (id, offset, length) in places)
        {
            // Behind the table itself, and within the bytes.
            if (offset < (places.Count + 1) * EntryBytes || (ulong)offset + length > (ulong)bytes.Length || !certificates.TryAdd(id, bytes.Slice((int)offset, (int)length)))
                return null;
        }
        return certificates;
    }
}
