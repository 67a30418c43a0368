using System.Collections.Frozen;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.Osv;
using Attestry.Vulnerabilities.RedHat;

namespace Attestry.Vulnerabilities.Feeds;

/// <summary>
/// The JSON of Debian's security tracker: source package, vulnerability, and for each release whether it is open, resolved (in
/// which version, 0 for never affected) or undetermined, and how urgent.
/// </summary>
public static class DebianTracker
{
    /// <summary>Code names of releases, as the tracker has them, and their numbers, as packages' ecosystems have them.</summary>
    private static readonly FrozenDictionary<string, string> Releases = new Dictionary<string, string>
    {
        ["stretch"] = "9", ["buster"] = "10", ["bullseye"] = "11", ["bookworm"] = "12", ["trixie"] = "13", ["forky"] = "14", ["duke"] = "15",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="modified">When the file was published; it does not say itself.</param>
    /// <returns>One advisory for each source package and vulnerability, in the ecosystems <c>Debian:12</c> and so on.</returns>
    public static IEnumerable<OsvReading> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset modified)
    {
        try
        {
            // The elements live as long as they are read; the document is left to the collector.
            return Tracker(StrictJson.Parse(utf8, VulnerabilityLimits.FeedBytes).RootElement, modified);
        }
        catch (JsonException malformed)
        {
            return [FeedReading.Malformed(malformed.Message)];
        }
    }

    private static IEnumerable<OsvReading> Tracker(JsonElement root, DateTimeOffset modified)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            yield return FeedReading.Malformed("This is not the security tracker's JSON: it must be an object of packages.");
            yield break;
        }
        foreach (var package in root.EnumerateObject())
        {
            if (package.Value.ValueKind != JsonValueKind.Object || !FeedReading.IsName(package.Name))
            {
                yield return FeedReading.Malformed("A package's entry is no object.", package.Name);
                continue;
            }
            foreach (var vulnerability in package.Value.EnumerateObject())
            {
                if (Advisory(package.Name, vulnerability, modified) is { } advisory)
                    yield return new(advisory, null);
            }
        }
    }

    private static OsvAdvisory? Advisory(string package, JsonProperty vulnerability, DateTimeOffset modified)
    {
        if (!FeedReading.IsName(vulnerability.Name) || ForeignJson.Object(vulnerability.Value, "releases") is not { } releases)
            return null;
        var affected = releases.EnumerateObject().Select(release => Affected(package, release)).OfType<OsvAffected>().ToList();
        if (affected.Count == 0)
            return null;
        var description = ForeignJson.Text(vulnerability.Value, "description");
        return new($"{vulnerability.Name}@Debian/{package}", modified, [vulnerability.Name], [], affected)
        {
            Summary = description?.Length > VulnerabilityLimits.SummaryCharacters ? description[..VulnerabilityLimits.SummaryCharacters] : description,
        };
    }

    private static OsvAffected? Affected(string package, JsonProperty release)
    {
        if (!Releases.TryGetValue(release.Name, out var number))
            return null;
        var range = (ForeignJson.Text(release.Value, "status"), ForeignJson.Text(release.Value, "fixed_version")) switch
        {
            ("resolved", null or "0") => null,
            ("resolved", { } version) => new OsvRange(OsvRangeType.Ecosystem, [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, version)]),
            ("open", _) => new OsvRange(OsvRangeType.Ecosystem, [new(OsvEventKind.Introduced, "0")]),
            // Nobody has looked yet: no version can be judged.
            _ => new OsvRange(OsvRangeType.Unknown, []),
        };
        return range is null ? null : new($"Debian:{number}", package, [range], [])
        {
            Urgency = ForeignJson.Text(release.Value, "urgency"),
            // Why no security advisory is made of it.
            Resolution = ForeignJson.Text(release.Value, "nodsa_reason") switch { "ignored" => Resolutions.WillNotFix, "postponed" => Resolutions.FixDeferred, _ => null },
        };
    }
}
