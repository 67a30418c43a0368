using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Csaf;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.RedHat;

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
            var rpms = new CsafRpms(root);
            return [.. ForeignJson.Items(root, "vulnerabilities").Select(vulnerability => Advisory(id, modified, head, vulnerability, rpms)).OfType<OsvAdvisory>().Select(a => new OsvReading(a, null))];
        }
        catch (JsonException malformed)
        {
            return [FeedReading.Malformed(malformed.Message, location)];
        }
    }

    private static OsvAdvisory? Advisory(string document, DateTimeOffset modified, JsonElement head, JsonElement vulnerability, CsafRpms rpms)
    {
        if (ForeignJson.Text(vulnerability, "cve") is not { } cve || !FeedReading.IsName(cve) || ForeignJson.Object(vulnerability, "product_status") is not { } status)
            return null;
        var unfixed = Unfixed(vulnerability, rpms);
        var affected = ForeignJson.Texts(status, "fixed").SelectMany(rpms.Find).Select(rpm => (Rpm: rpm, FixedIn: rpm.Version, Resolution: (string?)null))
            .Concat(
                from id in ForeignJson.Texts(status, "known_affected")
                from rpm in rpms.Find(id)
                select (Rpm: rpm, FixedIn: (string?)null, Resolution: unfixed.GetValueOrDefault(id)))
            .GroupBy(one => (one.Rpm.Ecosystem, one.Rpm.Name, one.Rpm.Module))
            // Architectures have the same version; a release's streams have several, each of which is a range of its own.
            .Select(group => new OsvAffected(group.Key.Ecosystem, group.Key.Name, [.. group.Select(one => one.FixedIn).Distinct().Select(Range)], [])
            {
                Module = group.Key.Module,
                Resolution = Resolutions.Gravest(group.Select(one => one.Resolution).OfType<string>()),
            })
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

    /// <summary>What will come of products that have no fix, by their ids: in the document's own words where they are known, else by the category (CSAF 2.0 §3.2.3.12).</summary>
    private static Dictionary<string, string> Unfixed(JsonElement vulnerability, CsafRpms rpms)
    {
        var unfixed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var remediation in ForeignJson.Items(vulnerability, "remediations"))
        {
            var category = ForeignJson.Text(remediation, "category");
            if (category is not ("no_fix_planned" or "none_available"))
                continue;
            var resolution = Resolutions.Of(ForeignJson.Text(remediation, "details")) ?? (category == "no_fix_planned" ? Resolutions.WillNotFix : Resolutions.FixDeferred);
            foreach (var id in rpms.About(remediation))
                unfixed[id] = resolution;
        }
        return unfixed;
    }

    private static IEnumerable<OsvSeverity> Vectors(JsonElement vulnerability) =>
        from score in ForeignJson.Items(vulnerability, "scores")
        from version in new[] { ("cvss_v2", "CVSS_V2"), ("cvss_v3", "CVSS_V3"), ("cvss_v4", "CVSS_V4") }
        let vector = ForeignJson.Object(score, version.Item1) is { } cvss ? ForeignJson.Text(cvss, "vectorString") : null
        where vector is not null
        group vector by version.Item2 into vectors
        select new OsvSeverity(vectors.Key, vectors.First());
}
