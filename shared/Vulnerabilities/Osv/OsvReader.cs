using System.Globalization;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Vulnerabilities.RedHat;

namespace Attestry.Vulnerabilities.Osv;

/// <summary>
/// Reads an advisory in OSV's format (OSV Schema 1.7). Unknown fields are passed over, as the schema demands; a known field
/// of the wrong type, a missing id or a list beyond its limit leaves no advisory, since half of one would let packages pass.
/// </summary>
public static class OsvReader
{
    /// <param name="location">Where the bytes come from, for the finding: an entry's name.</param>
    public static OsvReading Read(ReadOnlyMemory<byte> utf8, string? location = null)
    {
        if (utf8.Length > VulnerabilityLimits.AdvisoryBytes)
            return Refused(VulnerabilityFindings.AdvisoryTooLarge, $"The advisory has {utf8.Length} bytes.", location);
        try
        {
            using var document = StrictJson.Parse(utf8, VulnerabilityLimits.AdvisoryBytes);
            return new(Advisory(document.RootElement), null);
        }
        catch (OsvLimitException exceeded)
        {
            return Refused(VulnerabilityFindings.AdvisoryTooLarge, exceeded.Message, location);
        }
        catch (JsonException malformed)
        {
            return Refused(VulnerabilityFindings.AdvisoryMalformed, malformed.Message, location);
        }
    }

    private static OsvReading Refused(string id, string message, string? location) =>
        new(null, new Finding(id, Severity.Medium, Bounded.Quote(message), location is null ? null : Bounded.Quote(location)));

    private static OsvAdvisory Advisory(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("An advisory is an object.");
        var id = Name(root, "id");
        return new(
            id.Length > 0 ? id : throw new JsonException("The advisory has no id."),
            Time(root, "modified") ?? throw new JsonException("The advisory does not say when it was modified."),
            Names(root, "aliases", VulnerabilityLimits.Aliases),
            Names(root, "upstream", VulnerabilityLimits.Aliases),
            [.. Items(root, "affected", VulnerabilityLimits.AffectedPackages).Select(Affected)])
        {
            Published = Time(root, "published"),
            Withdrawn = Time(root, "withdrawn"),
            Summary = Cut(Text(root, "summary")),
            Severity = Severities(root),
            DatabaseSeverity = Specific(root, "database_specific", "severity"),
        };
    }

    private static OsvAffected Affected(JsonElement affected)
    {
        var package = Property(affected, "package", JsonValueKind.Object);
        return new(
            package is null ? "" : RedHatReleases.Normal(Name(package.Value, "ecosystem")),
            package is null ? "" : Name(package.Value, "name"),
            [.. Items(affected, "ranges", VulnerabilityLimits.Ranges).Select(Range)],
            Names(affected, "versions", VulnerabilityLimits.Versions))
        {
            Severity = Severities(affected),
            Urgency = Specific(affected, "ecosystem_specific", "urgency"),
            Module = Specific(affected, "ecosystem_specific", "module"),
            Resolution = Specific(affected, "ecosystem_specific", "resolution"),
        };
    }

    private static OsvRange Range(JsonElement range)
    {
        var type = Name(range, "type") switch
        {
            "SEMVER" => OsvRangeType.SemVer,
            "ECOSYSTEM" => OsvRangeType.Ecosystem,
            "GIT" => OsvRangeType.Git,
            _ => OsvRangeType.Unknown,
        };
        return new(type, [.. Items(range, "events", VulnerabilityLimits.Events).SelectMany(Events)]);
    }

    // The schema wants one event an object; records of several are in circulation and mean each.
    private static IEnumerable<OsvEvent> Events(JsonElement element)
    {
        foreach (var (name, kind) in EventNames)
        {
            if (Name(element, name) is { Length: > 0 } version)
                yield return new(kind, version);
        }
    }

    private static readonly (string Name, OsvEventKind Kind)[] EventNames =
    [
        ("introduced", OsvEventKind.Introduced),
        ("fixed", OsvEventKind.Fixed),
        ("last_affected", OsvEventKind.LastAffected),
        ("limit", OsvEventKind.Limit),
    ];

    private static IReadOnlyList<OsvSeverity> Severities(JsonElement parent) =>
        [.. Items(parent, "severity", VulnerabilityLimits.Aliases).Select(severity => new OsvSeverity(Name(severity, "type"), Name(severity, "score")))];

    /// <summary>A word in what each database fills as it likes: of another type it is not there.</summary>
    private static string? Specific(JsonElement parent, string section, string name) =>
        parent.TryGetProperty(section, out var specific) && specific.ValueKind == JsonValueKind.Object
        && specific.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Cut(value.GetString())
            : null;

    private static JsonElement? Property(JsonElement parent, string name, JsonValueKind kind)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw new JsonException($"'{name}' is not of the type it must have.");
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name, int most)
    {
        if (Property(parent, name, JsonValueKind.Array) is not { } array)
            yield break;
        if (array.GetArrayLength() > most)
            throw new OsvLimitException($"'{name}' has {array.GetArrayLength()} entries; at most {most} are read.");
        foreach (var item in array.EnumerateArray())
            yield return item.ValueKind == JsonValueKind.Object ? item : throw new JsonException($"'{name}' must list objects.");
    }

    private static string[] Names(JsonElement parent, string name, int most)
    {
        if (Property(parent, name, JsonValueKind.Array) is not { } array || array.GetArrayLength() == 0)
            return [];
        if (array.GetArrayLength() > most)
            throw new OsvLimitException($"'{name}' has {array.GetArrayLength()} entries; at most {most} are read.");
        return [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Bound(item.GetString()!, name) : throw new JsonException($"'{name}' must list texts."))];
    }

    private static string? Text(JsonElement parent, string name) => Property(parent, name, JsonValueKind.String)?.GetString();

    private static string Name(JsonElement parent, string name) => Bound(Text(parent, name) ?? "", name);

    private static string Bound(string text, string name) =>
        text.Length <= VulnerabilityLimits.NameCharacters ? text : throw new OsvLimitException($"'{name}' has {text.Length} characters.");

    private static string? Cut(string? text) =>
        text?.Length > VulnerabilityLimits.SummaryCharacters ? text[..VulnerabilityLimits.SummaryCharacters] : text;

    private static DateTimeOffset? Time(JsonElement parent, string name) =>
        Text(parent, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new JsonException($"'{name}' is no time.");
}
