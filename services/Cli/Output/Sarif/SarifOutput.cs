using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Cli.Vulnerabilities;
using Attestry.Primitives;

namespace Attestry.Cli.Output.Sarif;

/// <summary>
/// A scan as SARIF 2.1.0, in the part of it that GitHub's code scanning takes in: a rule for each vulnerability with its score as
/// <c>security-severity</c>, a result for each package that has it with a fingerprint by which it is the same in the next run, and the file of the
/// image that names the package as its place. What VEX lifts, or is ignored, is left out: it would be shown as open.
/// </summary>
internal static class SarifOutput
{
    /// <summary>Code scanning takes so many results of one run, and refuses a file with more.</summary>
    internal const int MostResults = 25_000;

    internal static void Write(TextWriter writer, ScanReport report)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Log(json, report);
        writer.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Log(Utf8JsonWriter json, ScanReport report)
    {
        var all = Results(report);
        var results = all.Take(MostResults).ToList();
        var rules = results.GroupBy(result => result.Rule).Select(rule => rule.First()).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, rules);
        json.WriteStartObject("automationDetails");
        // Up to the last slash it is the category: runs about other images stand beside this one.
        json.WriteString("id", $"attestry/{Bounded.Printable(Name(report.Target))}/");
        json.WriteEndObject();
        Invocation(json, all.Count - results.Count);
        var places = rules.Select((rule, place) => (rule.Rule, place)).ToDictionary(rule => rule.Rule, rule => rule.place, StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (var result in results)
            Result(json, result, places[result.Rule], report);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteString("target", report.Target);
        json.WriteString("digest", report.Digest.Text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Worst first, for what is too much is left out at the end.
    private static List<SarifResult> Results(ScanReport report)
    {
        var vulnerabilities =
            from platform in report.Platforms
            let files = platform.Packages.GroupBy(package => package.Purl).ToDictionary(package => package.Key, package => package.First().FoundIn, StringComparer.Ordinal)
            from found in platform.Vulnerabilities ?? []
            where !found.IsLifted
            select SarifResult.Of(found, platform.Platform, files.GetValueOrDefault(found.Purl, ""));
        // That there are vulnerabilities which --fail-on counts is told by each of them.
        var findings = report.Denied.Where(finding => finding.Id != VulnerabilityRequest.Vulnerable).Concat(report.Findings).Distinct().Select(SarifResult.Of);
        return [.. vulnerabilities.Concat(findings).OrderByDescending(result => result.Severity).ThenByDescending(result => result.Score)];
    }

    private static void Tool(Utf8JsonWriter json, List<SarifResult> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Attestry");
        json.WriteString("semanticVersion", typeof(SarifOutput).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
            Rule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, SarifResult rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Rule);
        json.WriteString("name", rule.Vulnerability is null ? "Finding" : "KnownVulnerability");
        Message(json, "shortDescription", rule.Vulnerability is null ? rule.Rule : $"{rule.Rule} in {rule.Vulnerability.Package}");
        Message(json, "fullDescription", Bounded.Printable(rule.Title));
        if (rule.Vulnerability is not null)
            json.WriteString("helpUri", $"https://osv.dev/vulnerability/{Uri.EscapeDataString(rule.Rule)}");
        json.WriteStartObject("help");
        var facts = rule.Facts().ToList();
        json.WriteString("text", $"{Bounded.Printable(rule.Title)}\n{string.Join('\n', facts.Select(fact => $"{fact.Name}: {fact.Value}"))}");
        json.WriteString("markdown", $"{Markdown(rule.Title)}\n\n| | |\n| --- | --- |\n{string.Join('\n', facts.Select(fact => $"| {fact.Name} | {Markdown(fact.Value)} |"))}");
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", rule.Level);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        if (rule.Score is { } score)
            json.WriteString("security-severity", score.ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteString("precision", "very-high");
        json.WriteStartArray("tags");
        foreach (var tag in rule.Vulnerability switch { null => (string[])["security"], { ExploitedSince: null } => ["security", "vulnerability"], _ => ["security", "vulnerability", "exploited"] })
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, SarifResult result, int rule, ScanReport report)
    {
        var path = SbomOf(report.Target) ?? result.Path;
        json.WriteStartObject();
        json.WriteString("ruleId", result.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", result.Level);
        Message(json, "message", Bounded.Printable(result.Text));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Relative(path.Length == 0 ? Name(report.Target) : path));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", Bounded.Printable($"{Name(report.Target)}@{report.Digest}{(result.Path.Length == 0 ? "" : $":/{result.Path.TrimStart('/')}")}"));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("primaryLocationLineHash", $"{Digest.Sha256(Encoding.UTF8.GetBytes($"{result.Rule}|{result.Subject}|{path}")).Hex[..32]}:1");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Invocation(Utf8JsonWriter json, int leftOut)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        if (leftOut > 0)
        {
            json.WriteStartArray("toolExecutionNotifications");
            json.WriteStartObject();
            json.WriteString("level", "warning");
            Message(json, "message", $"{leftOut} more results, the least severe, are left out.");
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    // Of an image the repository: that it has another digest or tag makes no other problem of it.
    private static string Name(string target)
    {
        var at = target.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? target : target[..at];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') && colon > 0 && !name.StartsWith("dir:", StringComparison.Ordinal) && !name.StartsWith("sbom:", StringComparison.Ordinal) ? name[..colon] : name;
    }

    private static string? SbomOf(string target) => target.StartsWith("sbom:", StringComparison.Ordinal) ? target["sbom:".Length..] : null;

    // Code scanning takes paths that are relative to the repository.
    private static string Relative(string path) => string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment is not ("." or "..")).Select(Uri.EscapeDataString));

    private static string Markdown(string text) => Bounded.Printable(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
