using System.Buffers;
using System.Text.Json;

namespace Attestry.Vulnerabilities.Osv;

/// <summary>Writes an advisory in OSV's format (OSV Schema 1.7), so that <see cref="OsvReader"/> reads an equal one.</summary>
public static class OsvWriter
{
    private static readonly (OsvRangeType Type, string Name)[] RangeTypes =
        [(OsvRangeType.SemVer, "SEMVER"), (OsvRangeType.Ecosystem, "ECOSYSTEM"), (OsvRangeType.Git, "GIT")];

    private static readonly (OsvEventKind Kind, string Name)[] EventKinds =
        [(OsvEventKind.Introduced, "introduced"), (OsvEventKind.Fixed, "fixed"), (OsvEventKind.LastAffected, "last_affected"), (OsvEventKind.Limit, "limit")];

    /// <returns>UTF-8 JSON without white space; the same advisory gives the same bytes.</returns>
    public static byte[] Write(OsvAdvisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            Advisory(json, advisory);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Advisory(Utf8JsonWriter json, OsvAdvisory advisory)
    {
        json.WriteStartObject();
        json.WriteString("id", advisory.Id);
        json.WriteString("modified", advisory.Modified);
        if (advisory.Published is { } published)
            json.WriteString("published", published);
        if (advisory.Withdrawn is { } withdrawn)
            json.WriteString("withdrawn", withdrawn);
        Names(json, "aliases", advisory.Aliases);
        Names(json, "upstream", advisory.Upstream);
        if (advisory.Summary is { } summary)
            json.WriteString("summary", summary);
        Severities(json, advisory.Severity);
        json.WriteStartArray("affected");
        foreach (var affected in advisory.Affected)
            Affected(json, affected);
        json.WriteEndArray();
        Specific(json, "database_specific", ("severity", advisory.DatabaseSeverity));
        json.WriteEndObject();
    }

    private static void Affected(Utf8JsonWriter json, OsvAffected affected)
    {
        json.WriteStartObject();
        json.WriteStartObject("package");
        json.WriteString("ecosystem", affected.Ecosystem);
        json.WriteString("name", affected.Name);
        json.WriteEndObject();
        Severities(json, affected.Severity);
        if (affected.Ranges.Count > 0)
        {
            json.WriteStartArray("ranges");
            foreach (var range in affected.Ranges)
                Range(json, range);
            json.WriteEndArray();
        }
        Names(json, "versions", affected.Versions);
        Specific(json, "ecosystem_specific", ("urgency", affected.Urgency), ("module", affected.Module), ("resolution", affected.Resolution));
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, OsvRange range)
    {
        json.WriteStartObject();
        json.WriteString("type", RangeTypes.FirstOrDefault(known => known.Type == range.Type).Name ?? "UNKNOWN");
        json.WriteStartArray("events");
        foreach (var e in range.Events)
        {
            json.WriteStartObject();
            json.WriteString(EventKinds.First(known => known.Kind == e.Kind).Name, e.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Severities(Utf8JsonWriter json, IReadOnlyList<OsvSeverity> severities)
    {
        if (severities.Count == 0)
            return;
        json.WriteStartArray("severity");
        foreach (var severity in severities)
        {
            json.WriteStartObject();
            json.WriteString("type", severity.Type);
            json.WriteString("score", severity.Score);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Specific(Utf8JsonWriter json, string section, params ReadOnlySpan<(string Name, string? Value)> words)
    {
        var begun = false;
        foreach (var (name, value) in words)
        {
            if (value is null)
                continue;
            if (!begun)
                json.WriteStartObject(section);
            begun = true;
            json.WriteString(name, value);
        }
        if (begun)
            json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in names)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
