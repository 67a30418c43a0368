using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Graphs;

/// <summary>
/// What Go's own tool prints of dependencies: <c>go mod graph</c> (modules), <c>go list -m -json all</c> (the chosen versions of
/// modules, which need nothing by name but the main one) and <c>go list -deps -json</c> (packages, and through them modules).
/// </summary>
internal static class GoGraphReader
{
    // "a@v1 b@v2" a line (Go modules reference, "go mod graph"); the main module has no version.
    internal static GraphReading ReadModGraph(string text)
    {
        var graph = new PackageGraph();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ') is not [var from, var to] || !IsModule(from) || !IsModule(to))
                return GraphReader.Refused(BomFindings.UnknownFormat, GraphReader.Known);
            if (graph.Edges >= BomLimits.Relations)
                return GraphReader.Refused(BomFindings.TooLarge, $"The graph has more than {BomLimits.Relations} edges.");
            Connect(graph, from, to);
        }
        return graph.Edges == 0 ? GraphReader.Refused(BomFindings.UnknownFormat, "The graph is empty.") : new("go mod graph", graph, null);
    }

    private static bool IsModule(string text) => text.Length is > 0 and <= SbomLimits.FieldCharacters && !text.Any(char.IsControl) && text[0] is not ('/' or '@');

    // Objects one behind the other, no list.
    /// <exception cref="JsonException">They are no JSON.</exception>
    internal static GraphReading ReadList(ReadOnlyMemory<byte> bytes)
    {
        var objects = new List<JsonElement>();
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = StrictJson.DeepestNesting });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("something stands between the objects");
            if (objects.Count >= BomLimits.Components)
                return GraphReader.Refused(BomFindings.TooLarge, $"The list has more than {BomLimits.Components} entries.");
            objects.Add(JsonElement.ParseValue(ref reader));
        }
        return objects.Exists(o => o.Text("ImportPath") is not null) ? new("go list -deps -json", OfPackages(objects), null)
            : objects.Exists(o => o.Text("Path") is not null) ? new("go list -m -json", OfModules(objects), null)
            : GraphReader.Refused(BomFindings.UnknownFormat, "The objects are neither modules nor packages of go list.");
    }

    private static PackageGraph OfModules(List<JsonElement> modules)
    {
        var graph = new PackageGraph();
        var main = modules.Where(m => m.Flag("Main")).Select(Module).FirstOrDefault() ?? "main";
        graph.Add(main, Label(main));
        // All that is said: whether the main module asks for it itself.
        foreach (var module in modules.Where(m => !m.Flag("Main")))
        {
            if (Module(module) is not { } name)
                continue;
            graph.Add(name, Label(name));
            if (!module.Flag("Indirect"))
                graph.Connect(main, name);
        }
        return graph;
    }

    private static PackageGraph OfPackages(List<JsonElement> packages)
    {
        var graph = new PackageGraph();
        var modules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in packages)
        {
            if (package.Text("ImportPath") is { } path)
                modules.TryAdd(path, package.Object("Module") is { } module && Module(module) is { } name ? name : package.Flag("Standard") ? "stdlib" : path);
        }
        foreach (var package in packages)
        {
            if (package.Text("ImportPath") is not { } path)
                continue;
            graph.Add(modules[path], Label(modules[path]));
            foreach (var import in package.Texts("Imports").Where(modules.ContainsKey))
                Connect(graph, modules[path], modules[import]);
        }
        return graph;
    }

    // A module that another replaces is that other, unless it is a folder.
    private static string? Module(JsonElement module)
    {
        var built = module.Object("Replace") is { } other && other.Text("Version") is not null ? other : module;
        return built.Text("Path") is { } path && IsModule(path) ? built.Text("Version") is { } version ? $"{path}@{version}" : path : null;
    }

    private static void Connect(PackageGraph graph, string from, string to)
    {
        // Most are known: making a label takes longer than all else.
        foreach (var module in (ReadOnlySpan<string>)[from, to])
        {
            if (!graph.Labels.ContainsKey(module))
                graph.Add(module, Label(module));
        }
        graph.Connect(from, to);
    }

    private static string Label(string module)
    {
        var at = module.LastIndexOf('@');
        var (path, version) = at > 0 ? (module[..at], module[(at + 1)..]) : (module, null);
        var slash = path.LastIndexOf('/');
        return Purl.TryCreate(PackageTypes.Go, slash < 0 ? null : path[..slash], path[(slash + 1)..], version, [], null, out var purl) ? purl.ToString() : module;
    }
}
