using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Who signs what (TUF §4.3).</summary>
/// <param name="ConsistentSnapshot">Files are named by their version or hash, so that a state can be read while the next is written.</param>
internal sealed record RootMetadata(TufDocument Document, bool ConsistentSnapshot, TufRole Root, TufRole Timestamp, TufRole Snapshot, TufRole Targets)
{
    internal static Reading<RootMetadata> Read(ReadOnlyMemory<byte> utf8) => TufDocument.Read(utf8, "root", TufLimits.RootBytes, Read);

    private static RootMetadata Read(TufDocument document)
    {
        var (keys, roles) = (TufRole.ReadKeys(document.Signed), document.Signed.Required("roles"));
        return new(
            document,
            document.Signed.Optional("consistent_snapshot") is { ValueKind: JsonValueKind.True },
            Role("root"),
            Role("timestamp"),
            Role("snapshot"),
            Role("targets"));

        TufRole Role(string name) => TufRole.Read(roles.Required(name), keys);
    }
}
