using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>
/// Reads the analyses of vulnerabilities in a CycloneDX document (CycloneDX 1.4 and later, <c>vulnerabilities[].analysis</c>), as an SBOM may hold them or
/// a document of its own. States and justifications are given in OpenVEX's words. Who signed the document is for the caller to have checked.
/// </summary>
public static class CycloneDxVexReader
{
    public static VexReading Read(ReadOnlyMemory<byte> utf8) => VexDocument.Read(utf8, Document);

    private static VexReading Document(JsonElement root)
    {
        if (ForeignJson.Text(root, "bomFormat") != "CycloneDX")
            throw new JsonException("The document is not CycloneDX.");
        var metadata = ForeignJson.Object(root, "metadata");
        var time = metadata is { } dated ? ForeignJson.Time(dated, "timestamp") : null;
        var author = metadata is { } signed ? Author(signed) : "";
        var products = new CycloneDxVexProducts(root);
        var statements = new List<VexStatement>();
        var findings = new List<Finding>();
        foreach (var vulnerability in ForeignJson.Items(root, "vulnerabilities").Take(VulnerabilityLimits.VexStatements))
        {
            if (ForeignJson.Object(vulnerability, "analysis") is not { } analysis)
                continue;
            var said = (ForeignJson.Time(analysis, "lastUpdated") ?? ForeignJson.Time(analysis, "firstIssued") ?? time) is { } at
                ? Statement(vulnerability, analysis, products, author, at)
                : null;
            var problem = said is null ? "An analysis has no time, and its document has none." : VexProblem.In(said);
            if (problem is null)
                statements.Add(said!);
            else if (findings.Count < VulnerabilityLimits.FindingsPerArchive)
                findings.Add(VexProblem.Of(problem, ForeignJson.Text(vulnerability, "id")));
        }
        return new(statements, findings);
    }

    private static VexStatement Statement(JsonElement vulnerability, JsonElement analysis, CycloneDxVexProducts products, string author, DateTimeOffset time)
    {
        var names = ForeignJson.Items(vulnerability, "references").Select(reference => ForeignJson.Text(reference, "id")).Prepend(ForeignJson.Text(vulnerability, "id"));
        var state = ForeignJson.Text(analysis, "state");
        var justification = state == "false_positive" ? "vulnerable_code_not_present" : Justification(ForeignJson.Text(analysis, "justification"));
        return new(
            [.. names.OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(VulnerabilityLimits.Aliases)],
            [.. ForeignJson.Items(vulnerability, "affects").Take(VulnerabilityLimits.VexProducts).Select(affects => products.Find(ForeignJson.Text(affects, "ref"))).OfType<VexProduct>()],
            Status(state),
            justification,
            ForeignJson.Text(analysis, "detail"),
            time,
            author);
    }

    private static VexStatus Status(string? state) => state switch
    {
        "not_affected" or "false_positive" => VexStatus.NotAffected,
        "resolved" or "resolved_with_pedigree" => VexStatus.Fixed,
        "exploitable" => VexStatus.Affected,
        "in_triage" => VexStatus.UnderInvestigation,
        _ => VexStatus.Unknown,
    };

    private static string? Justification(string? justification) => justification switch
    {
        "code_not_present" => "vulnerable_code_not_present",
        "code_not_reachable" => "vulnerable_code_not_in_execute_path",
        "requires_configuration" or "requires_dependency" or "requires_environment" => "vulnerable_code_cannot_be_controlled_by_adversary",
        "protected_by_compiler" or "protected_at_runtime" or "protected_at_perimeter" or "protected_by_mitigating_control" => "inline_mitigations_already_exist",
        _ => justification,
    };

    private static string Author(JsonElement metadata) =>
        ForeignJson.Items(metadata, "authors").Select(author => ForeignJson.Text(author, "name"))
            .Append(ForeignJson.Object(metadata, "supplier") is { } supplier ? ForeignJson.Text(supplier, "name") : null)
            .FirstOrDefault(name => name is not null) ?? "";
}
