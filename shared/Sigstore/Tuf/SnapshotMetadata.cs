using System.Text.Json;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Which versions of the targets roles belong together (TUF §4.4).</summary>
/// <param name="Files">By file name: <c>targets.json</c>.</param>
internal sealed record SnapshotMetadata(TufDocument Document, IReadOnlyDictionary<string, TufFile> Files)
{
    internal static Reading<SnapshotMetadata> Read(ReadOnlyMemory<byte> utf8) => TufDocument.Read(utf8, "snapshot", utf8.Length, Read);

    /// <summary>Is it no older than <paramref name="earlier"/>, in anything that both or only that one names (TUF §5.5.5)?</summary>
    internal bool Follows(SnapshotMetadata earlier) =>
        earlier.Files.All(file => Files.TryGetValue(file.Key, out var mine) && mine.Version >= file.Value.Version);

    private static SnapshotMetadata Read(TufDocument document)
    {
        var files = new Dictionary<string, TufFile>();
        foreach (var property in document.Signed.Required("meta").EnumerateObject())
        {
            if (files.Count == TufLimits.Files)
                throw new JsonException($"More than {TufLimits.Files} files.");
            files.Add(property.Name, TufFile.ReadMetadata(property.Value));
        }
        return new(document, files);
    }
}
