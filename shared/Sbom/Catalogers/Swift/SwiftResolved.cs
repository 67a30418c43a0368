using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Swift;

/// <summary>Swift's <c>Package.resolved</c>, versions 1 to 3: pins of repositories to versions, without saying which asks for which.</summary>
internal static class SwiftResolved
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        if ((root.List("pins") ?? root.Object("object")?.List("pins")) is not { } pins)
        {
            found.Malformed("there is no list of pins");
            return;
        }
        foreach (var pin in pins.EnumerateArray())
        {
            // Pinned to a branch, there is a commit and no version.
            if ((pin.Text("location") ?? pin.Text("repositoryURL")) is not { } location || pin.Object("state") is not { } state || (state.Text("version") ?? state.Text("revision")) is not { } version)
                found.Malformed("a pin has no repository or no state");
            else
                found.Add(new(PackageTypes.Swift, Repository(location), version));
        }
    }

    // "https://github.com/apple/swift-nio.git", "git@github.com:apple/swift-nio.git"
    private static string Repository(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        var path = (scheme < 0 ? location.Replace(':', '/') : location[(scheme + 3)..]).TrimEnd('/');
        path = path[(path.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
    }
}
