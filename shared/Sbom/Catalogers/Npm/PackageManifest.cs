using System.Text.Json;

namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>An installed npm package (<c>package.json</c> of a folder directly under a <c>node_modules</c>).</summary>
internal static class PackageManifest
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    // A manifest without name or version cannot have been installed from a registry; such files only mark a folder's module type.
    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.Text("name") is { Length: > 0 } name && root.Text("version") is { Length: > 0 } version)
            found.Add(new(PackageTypes.Npm, name, version) { Licence = Licence(root), DependsOn = [.. Needed(root)], OptionallyDependsOn = [.. Optional(root)] });
    }

    /// <summary>Names that it cannot do without. What development needs is not there.</summary>
    internal static IEnumerable<string> Needed(JsonElement package) =>
        Names(package, "dependencies").Concat(Names(package, "peerDependencies")).Except(Optional(package), StringComparer.Ordinal);

    /// <summary>Names that it uses when they are there. One in both lists is optional (npm docs, package.json, optionalDependencies).</summary>
    internal static IEnumerable<string> Optional(JsonElement package) =>
        Names(package, "optionalDependencies").Concat(package.Object("peerDependenciesMeta") is { } peers ? peers.EnumerateObject().Where(peer => peer.Value.Flag("optional")).Select(peer => peer.Name) : []);

    internal static IEnumerable<string> Names(JsonElement package, string member) =>
        package.Object(member) is { } asked ? asked.EnumerateObject().Select(one => one.Name) : [];

    internal static string? Licence(JsonElement package)
    {
        if (package.Text("license") is { } text)
            return text;
        if (package.Object("license")?.Text("type") is { } type)
            return type;
        // The form of npm's first years: [{ "type": "MIT", "url": … }].
        return package.TryGetProperty("licenses", out var list) && list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().Select(l => l.Text("type")).OfType<string>().Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } types
            ? string.Join(" OR ", types)
            : null;
    }
}
