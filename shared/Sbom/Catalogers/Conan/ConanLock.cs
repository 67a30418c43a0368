using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Conan;

/// <summary>Conan's lock file: since version 2 lists of references, before that nodes of a graph. A reference is <c>name/version[@user/channel][#revision]</c>.</summary>
internal static class ConanLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        var references = root.Texts("requires");
        if (root.Object("graph_lock")?.Object("nodes") is { } nodes)
            references = references.Concat(nodes.EnumerateObject().Select(n => n.Value.Text("ref")).OfType<string>());
        foreach (var reference in references)
        {
            var parts = reference.Split(['#', '@', '%'], 2)[0].Split('/');
            if (parts is [{ Length: > 0 } name, { Length: > 0 } version])
                found.Add(new(PackageTypes.Conan, name, version));
            // The consumer's own file stands there as "conanfile.txt".
            else if (parts.Length > 1)
                found.Malformed("a reference is not name/version");
        }
    }
}
