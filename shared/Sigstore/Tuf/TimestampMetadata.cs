using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Which snapshot is the newest (TUF §4.6).</summary>
internal sealed record TimestampMetadata(TufDocument Document, TufFile Snapshot)
{
    internal static Reading<TimestampMetadata> Read(ReadOnlyMemory<byte> utf8) => TufDocument.Read<TimestampMetadata>(
        utf8,
        "timestamp",
        TufLimits.TimestampBytes,
        document => new(document, TufFile.ReadMetadata(document.Signed.Required("meta").Required("snapshot.json"))));
}
