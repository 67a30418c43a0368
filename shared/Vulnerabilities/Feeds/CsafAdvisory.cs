using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>
/// A CSAF 2.0 document as Red Hat publishes them (security advisories and VEX): which RPM of which release has a vulnerability, and in
/// which version it is fixed. One advisory for each vulnerability of the document, in the ecosystems <c>Red Hat:9</c> and so on.
/// </summary>
public static class CsafAdvisory
{
    public static IReadOnlyList<OsvReading> Read(ReadOnlyMemory<byte> utf8, string? location = null)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, VulnerabilityLimits.CsafBytes);
            var root = document.RootElement;
            if (ForeignJson.Object(root, "document") is not { } head || ForeignJson.Object(head, "tracking") is not { } tracking || ForeignJson.Text(tracking, "id") is not { } id
                || !FeedReading.IsName(id) || ForeignJson.Time(tracking, "current_release_date") is not { } modified)
                return [FeedReading.Malformed("This is no CSAF document: 'document.tracking' lacks 'id' or 'current_release_date'.", location)];
            var products = new CsafProducts(root);
            return [.. ForeignJson.Items(root, "vulnerabilities").Select(vulnerability => Advisory(id, modified, head, vulnerability, products)).OfType<OsvAdvisory>().Select(a => new OsvReading(a, null))];
        }
        catch (JsonException malformed)
        {
            return [FeedReading.Malformed(malformed.Message, location)];
        }
    }

    private static OsvAdvisory? Advisory(string document, DateTimeOffset modified, JsonElement head, JsonElement vulnerability, CsafProducts products)
    {
        if (ForeignJson.Text(vulnerability, "cve") is not { } cve || !FeedReading.IsName(cve) || ForeignJson.Object(vulnerability, "product_status") is not { } status)
            return null;
        var affected = Rpms(status, "fixed", products).Select(rpm => (rpm.Ecosystem, rpm.Name, FixedIn: rpm.Version))
            .Concat(Rpms(status, "known_affected", products).Select(rpm => (rpm.Ecosystem, rpm.Name, FixedIn: (string?)null)))
            .GroupBy(rpm => (rpm.Ecosystem, rpm.Name))
            // Architectures have the same version; a release's streams have several, each of which is a range of its own.
            .Select(group => new OsvAffected(group.Key.Ecosystem, group.Key.Name, [.. group.Select(rpm => rpm.FixedIn).Distinct().Select(Range)], []))
            .ToList();
        if (affected.Count == 0)
            return null;
        return new($"{document}/{cve}", modified, [cve], [], affected)
        {
            Summary = ForeignJson.Text(vulnerability, "title"),
            Severity = [.. Vectors(vulnerability)],
            DatabaseSeverity = ForeignJson.Object(head, "aggregate_severity") is { } severity ? ForeignJson.Text(severity, "text") : null,
        };
    }

    private static OsvRange Range(string? fixedIn) => new(
        OsvRangeType.Ecosystem,
        fixedIn is null ? [new(OsvEventKind.Introduced, "0")] : [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, fixedIn)]);

    private static IEnumerable<CsafRpm> Rpms(JsonElement status, string kind, CsafProducts products) => ForeignJson.Texts(status, kind).SelectMany(products.Find);

    private static IEnumerable<OsvSeverity> Vectors(JsonElement vulnerability) =>
        from score in ForeignJson.Items(vulnerability, "scores")
        from version in new[] { ("cvss_v2", "CVSS_V2"), ("cvss_v3", "CVSS_V3"), ("cvss_v4", "CVSS_V4") }
        let vector = ForeignJson.Object(score, version.Item1) is { } cvss ? ForeignJson.Text(cvss, "vectorString") : null
        where vector is not null
        group vector by version.Item2 into vectors
        select new OsvSeverity(vectors.Key, vectors.First());
}
