using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>
/// Reads an OpenVEX document (OpenVEX 0.2.0; names given as plain texts, as in 0.0.1, are read too). A statement that lacks
/// what its status demands is left out with a finding. Who signed the document is for the caller to have checked.
/// </summary>
public static class OpenVexReader
{
    public static VexReading Read(ReadOnlyMemory<byte> utf8) => VexDocument.Read(utf8, Document);

    private static VexReading Document(JsonElement root)
    {
        if (ForeignJson.Text(root, "@context")?.StartsWith("https://openvex.dev/ns", StringComparison.Ordinal) != true)
            throw new JsonException("The document is not OpenVEX.");
        var author = Name(root, "author") ?? throw new JsonException("The document has no author.");
        var time = ForeignJson.Time(root, "timestamp") ?? throw new JsonException("The document has no time.");
        var statements = new List<VexStatement>();
        var findings = new List<Finding>();
        foreach (var element in Items(root, "statements", VulnerabilityLimits.VexStatements))
        {
            var (statement, problem) = Statement(element, author, time);
            if (problem is null)
                statements.Add(statement!);
            else if (findings.Count < VulnerabilityLimits.FindingsPerArchive)
                findings.Add(VexProblem.Of(problem, statement?.Vulnerabilities is [var first, ..] ? first : null));
        }
        return new(statements, findings);
    }

    private static (VexStatement? Statement, string? Problem) Statement(JsonElement element, string author, DateTimeOffset time)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return (null, "A statement is an object.");
        var status = Status(ForeignJson.Text(element, "status"));
        var impact = Name(element, "impact_statement");
        var statement = new VexStatement(
            Vulnerability(element),
            [.. Items(element, "products", VulnerabilityLimits.VexProducts).Select(Product)],
            status,
            Name(element, "justification"),
            // What to do about it is no reason for not being affected.
            status == VexStatus.NotAffected ? impact : impact ?? Name(element, "action_statement"),
            ForeignJson.Time(element, "timestamp") ?? time,
            author);
        return (statement, VexProblem.In(statement));
    }

    private static VexStatus Status(string? status) => status switch
    {
        "not_affected" => VexStatus.NotAffected,
        "affected" => VexStatus.Affected,
        "fixed" => VexStatus.Fixed,
        "under_investigation" => VexStatus.UnderInvestigation,
        _ => VexStatus.Unknown,
    };

    // OpenVEX 0.0.1 gave the name as a text.
    private static string[] Vulnerability(JsonElement statement)
    {
        if (ForeignJson.Text(statement, "vulnerability") is { } text)
            return [Bound(text)];
        if (ForeignJson.Object(statement, "vulnerability") is not { } vulnerability)
            return [];
        var aliases = Items(vulnerability, "aliases", VulnerabilityLimits.Aliases).Where(alias => alias.ValueKind == JsonValueKind.String).Select(alias => Bound(alias.GetString()!));
        return Name(vulnerability, "name") is { Length: > 0 } name ? [name, .. aliases] : [.. aliases];
    }

    private static VexProduct Product(JsonElement product)
    {
        if (product.ValueKind != JsonValueKind.Object)
            return new(Names(product), null, []);
        var subcomponents = Items(product, "subcomponents", VulnerabilityLimits.VexProducts);
        var names = subcomponents.SelectMany(Names).ToList();
        // Subcomponents that name nothing narrow the statement to nothing, not widen it to the whole product.
        if (subcomponents.Length > 0 && names.Count == 0)
            return new([], null, []);
        return new(Names(product), Sha256(product), names);
    }

    private static string[] Names(JsonElement component)
    {
        if (component.ValueKind == JsonValueKind.String)
            return [Bound(component.GetString()!)];
        var purl = ForeignJson.Object(component, "identifiers") is { } identifiers ? Name(identifiers, "purl") : null;
        return [.. new[] { Name(component, "@id"), purl }.OfType<string>().Where(name => name.Length > 0)];
    }

    private static string? Sha256(JsonElement product) => ForeignJson.Object(product, "hashes") is { } hashes ? ForeignJson.Text(hashes, "sha-256")?.ToLowerInvariant() : null;

    private static JsonElement[] Items(JsonElement parent, string name, int most) => ForeignJson.Array(parent, name) is not { } array ? []
        : array.GetArrayLength() <= most ? [.. array.EnumerateArray()]
        : throw new JsonException($"'{name}' has {array.GetArrayLength()} entries.");

    private static string? Name(JsonElement parent, string name) => ForeignJson.Text(parent, name) is { } text ? Bound(text) : null;

    private static string Bound(string text) =>
        text.Length <= VulnerabilityLimits.NameCharacters ? text : text[..VulnerabilityLimits.NameCharacters];
}
