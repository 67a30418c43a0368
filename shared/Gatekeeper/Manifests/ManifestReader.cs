using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Manifests;

/// <summary>Kubernetes objects from YAML of any number of documents, or from JSON. A <c>List</c> is what is in it.</summary>
public static class ManifestReader
{
    /// <param name="file">Named in findings.</param>
    /// <returns>What could be read, and why nothing could when it could not.</returns>
    public static (IReadOnlyList<Manifest> Manifests, IReadOnlyList<Finding> Findings) Read(string text, string file)
    {
        if (text.Length > GatekeeperLimits.ManifestCharacters)
            return Malformed(file, $"It has more than {GatekeeperLimits.ManifestCharacters} characters.");
        if (!TryParse(text, out var documents, out var problem))
            return Malformed(file, problem ?? "It is no YAML.");
        if (documents.Count > GatekeeperLimits.Documents)
            return Malformed(file, $"It has more than {GatekeeperLimits.Documents} documents.");
        var manifests = new List<Manifest>();
        for (var i = 0; i < documents.Count; i++)
        {
            if (documents[i] is RegoNull)
                continue;
            if (documents[i] is not RegoObject content)
                return Malformed(file, $"Document {i + 1} is no mapping.");
            manifests.AddRange(Expanded(new Manifest(documents.Count == 1 ? file : $"{file}#{i + 1}", content)));
        }
        return (manifests, []);
    }

    private static bool TryParse(string text, out IReadOnlyList<RegoValue> documents, out string? problem)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return RegoYaml.TryParseAll(text, out documents, out problem) || RegoYaml.TryParseAll(QuotedLines.Indented(text), out documents, out _);
        (documents, problem) = ([], null);
        try
        {
            documents = [RegoJson.Parse(text)];
            return true;
        }
        catch (JsonException e)
        {
            // YAML may start with a brace too.
            problem = e.Message;
            return RegoYaml.TryParseAll(text, out documents, out _);
        }
    }

    private static IEnumerable<Manifest> Expanded(Manifest manifest) =>
        manifest.Kind == "List" && manifest.ApiVersion == "v1" && manifest.Content["items"] is RegoArray items
            ? items.Items.ToArray().OfType<RegoObject>().Select((item, i) => new Manifest($"{manifest.Source}[{i}]", item))
            : [manifest];

    private static (IReadOnlyList<Manifest>, IReadOnlyList<Finding>) Malformed(string file, string message) =>
        ([], [new Finding(GatekeeperFindings.ManifestMalformed, Severity.High, message, file)]);
}
