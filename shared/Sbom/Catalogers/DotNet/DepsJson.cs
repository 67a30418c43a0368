using System.Text.Json;

namespace Attestry.Sbom.Catalogers.DotNet;

/// <summary>
/// A .NET application's or framework's dependencies (<c>*.deps.json</c>, the host's runtime configuration): its
/// <c>libraries</c>, keyed <c>name/version</c>.
/// </summary>
internal static class DepsJson
{
    private const string RuntimePack = "runtimepack";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        if (root.Object("libraries") is not { } libraries)
        {
            found.Malformed("there is no object of libraries");
            return;
        }
        var target = root.Object("runtimeTarget")?.Text("name");
        var assets = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (target is not null && root.Object("targets")?.Object(target) is { } listed)
        {
            foreach (var asset in listed.EnumerateObject())
                assets.TryAdd(asset.Name, asset.Value);
        }
        foreach (var library in libraries.EnumerateObject())
        {
            if (library.Value.Text("type") is not ("package" or "project" or RuntimePack) || library.Value.Text("type") is not { } type)
                continue;
            var slash = library.Name.LastIndexOf('/');
            if (slash <= 0)
                found.Malformed("a library's key is not name/version");
            else
                found.Add(Package(library.Name[..slash], library.Name[(slash + 1)..], type, target) with { DependsOn = Needed(assets.GetValueOrDefault(library.Name)) });
        }
    }

    // Versions here are those that restore chose.
    private static IReadOnlyList<string> Needed(JsonElement assets) =>
        assets.Object("dependencies") is { } needed
            ? [.. needed.EnumerateObject().Select(one => one.Value.ValueKind == JsonValueKind.String ? $"{Bare(one.Name)}@{one.Value.GetString()}" : Bare(one.Name))]
            : [];

    private static string Bare(string name) => name.StartsWith("runtimepack.", StringComparison.Ordinal) ? name["runtimepack.".Length..] : name;

    // A self-contained application names the runtime it carries as a pack.
    private static Package Package(string name, string version, string type, string? target) =>
        new(PackageTypes.NuGet, type == RuntimePack && name.StartsWith("runtimepack.", StringComparison.Ordinal) ? name["runtimepack.".Length..] : name, version)
        {
            Properties = Properties(type, target),
        };

    private static SortedDictionary<string, string> Properties(string type, string? target)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dotnet:type"] = type };
        if (target is { Length: > 0 and < 200 })
            properties["dotnet:target"] = target;
        return properties;
    }
}
