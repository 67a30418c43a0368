using System.Globalization;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Ingestion.Webhooks.Payloads;

/// <summary>A place in a foreign JSON document that knows its own path, so that a complaint says where.</summary>
/// <remarks>A property that is missing and one that is null are the same. Every member throws <see cref="JsonException"/> for a value of the wrong kind.</remarks>
internal readonly record struct PayloadNode(JsonElement Element, string Path)
{
    /// <summary>The root, which must be an object or an array.</summary>
    public static PayloadNode Root(JsonDocument document) => new(document.RootElement, "");

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    /// <summary>The text of the event as received; a notice in its place when it is too long to be kept.</summary>
    public string Kept()
    {
        var text = Element.GetRawText();
        return text.Length <= IngestionLimits.PayloadBytesKept
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{{\"omitted\":\"{text.Length} characters\"}}");
    }

    public bool Has(string name) => Find(name) is not null;

    public PayloadNode Object(string name) =>
        OptionalObject(name) ?? throw new JsonException($"'{At(name)}' is missing.");

    public PayloadNode? OptionalObject(string name) => Find(name) switch
    {
        null => null,
        { Element.ValueKind: JsonValueKind.Object } found => found,
        _ => throw new JsonException($"'{At(name)}' is not an object."),
    };

    /// <summary>The items of an array, each an object unless it says otherwise when read.</summary>
    public IReadOnlyList<PayloadNode> Array(string name) =>
        Find(name) switch
        {
            null => throw new JsonException($"'{At(name)}' is missing."),
            { IsArray: true } found => found.Items(),
            _ => throw new JsonException($"'{At(name)}' is not an array."),
        };

    public IReadOnlyList<PayloadNode> Items()
    {
        var count = Element.GetArrayLength();
        if (count > IngestionLimits.EventsPerRequest)
            throw new JsonException($"'{Path}' has {count} items; at most {IngestionLimits.EventsPerRequest} are read.");
        var path = Path;
        return [.. Element.EnumerateArray().Select((item, i) => new PayloadNode(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))];
    }

    /// <summary>The names of an object's properties.</summary>
    public IReadOnlyList<string> Names() => [.. Element.EnumerateObject().Take(IngestionLimits.EventsPerRequest).Select(p => p.Name)];

    public string Text(string name) =>
        OptionalText(name) ?? throw new JsonException($"'{At(name)}' is missing.");

    /// <summary>Null when missing, null or empty: products write all three for "none".</summary>
    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { Element.ValueKind: JsonValueKind.String } found => found.Element.GetString() is { Length: > 0 } text ? text : null,
        _ => throw new JsonException($"'{At(name)}' is not a text."),
    };

    /// <summary>This node itself as text.</summary>
    public string AsText() =>
        Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw new JsonException($"'{Path}' is not a text.");

    /// <summary>An identifier: a text of bounded length without control characters, which not every store could keep.</summary>
    public string? OptionalId(string name) =>
        OptionalText(name) is not { } text ? null
        : text.Length <= IngestionLimits.TextLength && !text.Any(char.IsControl) ? text
        : throw new JsonException($"'{At(name)}' has control characters or more than {IngestionLimits.TextLength} characters.");

    /// <summary>A name that is only shown to people; what is too long is cut.</summary>
    public string? OptionalName(string name) => OptionalText(name) is { } text ? Bounded.Quote(text) : null;

    /// <summary>An RFC 3339 text, or seconds since 1970.</summary>
    public DateTimeOffset? OptionalTime(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.Element.ValueKind == JsonValueKind.Number && found.Element.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800)
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return found.Element.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(found.Element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.ToUniversalTime()
                : throw new JsonException($"'{At(name)}' is not a time.");
    }

    private PayloadNode? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw new JsonException(Path.Length == 0 ? "The document is not an object." : $"'{Path}' is not an object.");
        return Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, At(name)) : null;
    }

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
