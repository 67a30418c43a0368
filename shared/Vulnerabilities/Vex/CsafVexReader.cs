using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>
/// Reads the statuses of a CSAF 2.0 document of the category <c>csaf_vex</c> (CSAF 2.0 §4.5). A product that is called not affected without a
/// justification or an impact statement for it is left out with a finding. Who signed the document is for the caller to have checked.
/// </summary>
public static class CsafVexReader
{
    private static readonly (string Name, VexStatus Status)[] Statuses =
    [
        ("known_not_affected", VexStatus.NotAffected),
        ("fixed", VexStatus.Fixed),
        ("first_fixed", VexStatus.Fixed),
        ("known_affected", VexStatus.Affected),
        ("first_affected", VexStatus.Affected),
        ("last_affected", VexStatus.Affected),
        ("under_investigation", VexStatus.UnderInvestigation),
    ];

    public static VexReading Read(ReadOnlyMemory<byte> utf8) => VexDocument.Read(utf8, Document);

    private static VexReading Document(JsonElement root)
    {
        if (ForeignJson.Object(root, "document") is not { } head || ForeignJson.Text(head, "category") != "csaf_vex")
            throw new JsonException("The document is not CSAF of the category csaf_vex.");
        var author = (ForeignJson.Object(head, "publisher") is { } publisher ? ForeignJson.Text(publisher, "name") : null) ?? throw new JsonException("The document has no publisher.");
        var time = (ForeignJson.Object(head, "tracking") is { } tracking ? ForeignJson.Time(tracking, "current_release_date") : null) ?? throw new JsonException("The document has no time.");
        var products = new CsafVexProducts(root);
        var statements = new List<VexStatement>();
        var findings = new List<Finding>();
        foreach (var vulnerability in ForeignJson.Items(root, "vulnerabilities"))
        {
            var names = Names(vulnerability);
            if (names.Count == 0)
                findings.Add(VexProblem.Of("A statement names no vulnerability."));
            foreach (var statement in Statements(vulnerability, names, products, author, time))
            {
                if (statements.Count == VulnerabilityLimits.VexStatements)
                    throw new JsonException($"The document has more than {VulnerabilityLimits.VexStatements} statements.");
                if (VexProblem.In(statement) is not { } problem)
                    statements.Add(statement);
                else if (findings.Count < VulnerabilityLimits.FindingsPerArchive)
                    findings.Add(VexProblem.Of(problem, names.FirstOrDefault()));
            }
        }
        return new(statements, findings);
    }

    private static List<string> Names(JsonElement vulnerability) =>
    [
        .. new[] { ForeignJson.Text(vulnerability, "cve") }.Concat(ForeignJson.Items(vulnerability, "ids").Select(id => ForeignJson.Text(id, "text")))
            .OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(VulnerabilityLimits.Aliases),
    ];

    private static IEnumerable<VexStatement> Statements(JsonElement vulnerability, List<string> names, CsafVexProducts products, string author, DateTimeOffset time)
    {
        if (names.Count == 0 || ForeignJson.Object(vulnerability, "product_status") is not { } statuses)
            yield break;
        var justifications = ByProduct(ForeignJson.Items(vulnerability, "flags"), flag => ForeignJson.Text(flag, "label"), products);
        var impacts = ByProduct(ForeignJson.Items(vulnerability, "threats").Where(threat => ForeignJson.Text(threat, "category") == "impact"), threat => ForeignJson.Text(threat, "details"), products);
        foreach (var (name, status) in Statuses)
        {
            var said = from id in ForeignJson.Texts(statuses, name).Take(VulnerabilityLimits.VexProducts)
                       let product = products.Find(id)
                       where product is not null
                       group product by (Justification: justifications.GetValueOrDefault(id), Impact: impacts.GetValueOrDefault(id));
            foreach (var group in said)
                yield return new(names, [.. group], status, status == VexStatus.NotAffected ? group.Key.Justification : null, group.Key.Impact, time, author);
        }
    }

    private static Dictionary<string, string> ByProduct(IEnumerable<JsonElement> items, Func<JsonElement, string?> text, CsafVexProducts products)
    {
        var byProduct = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (text(item) is not { } said)
                continue;
            foreach (var id in products.About(item).Take(VulnerabilityLimits.VexProducts))
                byProduct[id] = said;
        }
        return byProduct;
    }
}
