using Attestry.Primitives;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>What is in a bundle.</summary>
internal static class InspectOutput
{
    internal static object Json(PolicyBundle bundle, bool annotations) => GoJson.Object(
        ("digest", bundle.Digest.Text),
        ("manifest", GoJson.Object(
            ("revision", bundle.Manifest.Revision),
            ("roots", bundle.Manifest.Roots.Cast<object>().ToList()),
            ("rego_version", bundle.Manifest.RegoVersion is { } version ? Number(version) : null),
            ("file_rego_versions", bundle.Manifest.FileRegoVersions.Count == 0 ? null : GoJson.Object([.. bundle.Manifest.FileRegoVersions.Select(file => (file.Key, (object?)Number(file.Value)))])),
            ("metadata", bundle.Manifest.Metadata.Count == 0 ? null : bundle.Manifest.Metadata))),
        ("signature", bundle.Signature is { } signature ? GoJson.Object(("key_id", signature.KeyId), ("algorithm", signature.Algorithm), ("scope", signature.Scope)) : null),
        ("namespaces", GoJson.Object([.. Namespaces(bundle).Select(space => (space.Key, (object?)space.Value.Cast<object>().ToList()))])),
        ("annotations", annotations ? Annotations(bundle).Select(Json).ToList() : null));

    internal static void WriteText(TextWriter output, PolicyBundle bundle, bool annotations)
    {
        output.WriteLine("MANIFEST:");
        TextTable.Write(output, ["FIELD", "VALUE"], [.. Fields(bundle)]);
        if (Namespaces(bundle) is { Count: > 0 } spaces)
        {
            output.WriteLine("NAMESPACES:");
            TextTable.Write(output, ["NAMESPACE", "FILE"], [.. spaces.SelectMany(space => space.Value.Select((file, i) => (IReadOnlyList<string>)[i == 0 ? space.Key : "", file]))]);
        }
        if (!annotations)
            return;
        output.WriteLine("ANNOTATIONS:");
        foreach (var (path, annotation) in Annotations(bundle))
        {
            var title = annotation.Content["title"] is RegoString given ? given.Value : path;
            output.WriteLine(Bounded.Printable(title));
            output.WriteLine(new string('=', Math.Min(title.Length, 80)));
            output.WriteLine($"Path: {path}");
            output.WriteLine($"Location: {annotation.Location.File}:{annotation.Location.Row}");
            foreach (var (key, value) in annotation.Content.Entries.Where(entry => entry.Key is RegoString { Value: not "title" }))
                output.WriteLine(Bounded.Printable($"{((RegoString)key).Value}: {(value is RegoString text ? text.Value.Replace('\n', ' ') : GoJson.Compact(value))}"));
            output.WriteLine();
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Fields(PolicyBundle bundle)
    {
        if (bundle.Manifest.RegoVersion is { } version)
            yield return ["Rego Version", $"{Number(version)}"];
        if (bundle.Manifest.Revision.Length > 0)
            yield return ["Revision", bundle.Manifest.Revision];
        foreach (var root in bundle.Manifest.Roots.Where(root => root.Length > 0).Order(StringComparer.Ordinal))
            yield return ["Roots", root];
        if (bundle.Manifest.Metadata.Count > 0)
            yield return ["Metadata", GoJson.Compact(bundle.Manifest.Metadata)];
        if (bundle.Signature is { } signature)
            yield return ["Signed by", $"{signature.KeyId} ({signature.Algorithm})"];
        yield return ["Digest", bundle.Digest.Text];
    }

    private static SortedDictionary<string, List<string>> Namespaces(PolicyBundle bundle)
    {
        var spaces = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in bundle.DataFiles)
            Add(["data", .. file.Split('/')[..^1]], file);
        foreach (var module in bundle.Modules)
            Add(["data", .. module.Package], module.File);
        return spaces;

        void Add(string[] path, string file)
        {
            var name = string.Join('.', path);
            if (!spaces.TryGetValue(name, out var files))
                spaces[name] = files = [];
            files.Add(file);
        }
    }

    private static IEnumerable<(string Path, Annotations Annotation)> Annotations(PolicyBundle bundle) =>
        from module in bundle.Modules
        let package = string.Join('.', module.Package.Prepend("data"))
        from entry in module.Annotations.Select(annotation => (package, annotation))
            .Concat(module.Rules.SelectMany(rule => rule.Annotations.Select(annotation => ($"{package}.{NameOf(rule)}", annotation))))
        select entry;

    private static string NameOf(Rule rule) =>
        string.Join('.', rule.Reference.TakeWhile(part => part is ScalarTerm).Select(part => ((ScalarTerm)part).Value is RegoString text ? text.Value : part.ToString()!).Prepend(rule.Name.Name));

    private static object Json((string Path, Annotations Annotation) entry) => GoJson.Object(
        ("path", entry.Path),
        ("annotations", entry.Annotation.Content),
        ("location", GoJson.Object(("file", entry.Annotation.Location.File), ("row", entry.Annotation.Location.Row), ("col", entry.Annotation.Location.Column))));

    private static int Number(RegoVersion version) => version == RegoVersion.V0 ? 0 : 1;
}
