using Attestry.Oci.Layers;

namespace Attestry.Oci.Sources;

/// <summary>An entry of a directory, or what could not be read of it.</summary>
/// <param name="Where">In the tree.</param>
internal sealed record DirectoryItem(string Where)
{
    internal DirectoryItem(string where, LayerEntry entry, string path)
        : this(where) => (Entry, Path) = (entry, path);

    internal DirectoryItem(string where, string finding, string message)
        : this(where) => (FindingId, Message) = (finding, message);

    public LayerEntry? Entry { get; }

    /// <summary>On this machine.</summary>
    public string Path { get; } = "";

    /// <summary>Null of what was read.</summary>
    public string? FindingId { get; }

    public string Message { get; } = "";
}
