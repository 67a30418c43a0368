using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Files, and who else may name files (TUF §4.5).</summary>
internal sealed record TargetsMetadata(TufDocument Document, IReadOnlyDictionary<string, TufFile> Targets, IReadOnlyList<TufDelegation> Delegations)
{
    internal static Reading<TargetsMetadata> Read(ReadOnlyMemory<byte> utf8) => TufDocument.Read(utf8, "targets", utf8.Length, Read);

    private static TargetsMetadata Read(TufDocument document)
    {
        var targets = new Dictionary<string, TufFile>();
        foreach (var property in document.Signed.Required("targets").EnumerateObject())
        {
            if (targets.Count == TufLimits.Files)
                throw new JsonException($"More than {TufLimits.Files} targets.");
            targets.Add(property.Name, TufFile.ReadTarget(property.Value));
        }
        return new(document, targets, document.Signed.Optional("delegations") is { } delegations ? TufDelegation.ReadAll(delegations) : []);
    }
}
