using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Conan;

/// <summary>
/// Conan's lock file: since version 2 lists of references, which say nothing of one another, before that nodes of a graph. A reference is
/// <c>name/version[@user/channel][#revision]</c>.
/// </summary>
internal static class ConanLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        foreach (var reference in root.Texts("requires"))
            Add(reference, [], found);
        if (root.Object("graph_lock")?.Object("nodes") is not { } graph)
            return;
        var nodes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var node in graph.EnumerateObject())
            nodes.TryAdd(node.Name, node.Value);
        foreach (var node in nodes.Values)
        {
            if (node.Text("ref") is { } reference)
                Add(reference, [.. node.Texts("requires").Select(id => Named(nodes.GetValueOrDefault(id).Text("ref"))).OfType<string>()], found);
        }
    }

    private static void Add(string reference, IReadOnlyList<string> needed, SourceSink found)
    {
        var parts = Parts(reference);
        if (parts is [{ Length: > 0 } name, { Length: > 0 } version])
            found.Add(new(PackageTypes.Conan, name, version) { DependsOn = needed, Properties = Origin(reference) });
        // The consumer's own file stands there as "conanfile.txt".
        else if (parts.Length > 1)
            found.Malformed("a reference is not name/version");
    }

    private static string[] Parts(string reference) => reference.Split(['#', '@', '%'], 2)[0].Split('/');

    private static string? Named(string? reference) => reference is not null && Parts(reference) is [var name, var version] ? $"{name}@{version}" : null;

    // Who made this recipe of it, and how far it has come; of the public centre's there is neither.
    private static IReadOnlyDictionary<string, string>? Origin(string reference) =>
        reference.Split(['#', '%'], 2)[0].Split('@') is [_, var owner] && owner.Split('/') is [var user, var channel]
            ? PackageProperties.Of(("conan:user", user), ("conan:channel", channel))
            : null;
}
