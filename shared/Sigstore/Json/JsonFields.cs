using System.Globalization;
using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Sigstore.Json;

/// <summary>
/// Reads the fields of a foreign object by ProtoJSON's rules: a null is as good as an absent field. Whatever is not as it
/// should be throws <see cref="JsonException"/> or <see cref="FormatException"/>, which readers turn into a finding.
/// </summary>
internal static class JsonFields
{
    /// <summary>Refuses fields other than <paramref name="known"/>: a reader that knows them might conclude something else.</summary>
    internal static JsonElement Only(this JsonElement element, string what, params ReadOnlySpan<string> known)
    {
        foreach (var property in element.Demand(what, JsonValueKind.Object).EnumerateObject())
        {
            if (!known.Contains(property.Name))
                throw new JsonException($"The {what} has an unknown field '{Bounded.Quote(property.Name)}'.");
        }
        return element;
    }

    internal static JsonElement? Optional(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal static JsonElement Required(this JsonElement element, string name) =>
        element.Optional(name) ?? throw new JsonException($"'{name}' is missing.");

    internal static string Text(this JsonElement element, string name) =>
        element.Required(name).Demand(name, JsonValueKind.String).GetString()!;

    internal static string? OptionalText(this JsonElement element, string name) =>
        element.Optional(name)?.Demand(name, JsonValueKind.String).GetString();

    internal static byte[] Base64(this JsonElement element, string name) => CanonicalBase64.Decode(element.Text(name));

    /// <summary>A whole number that is not negative; ProtoJSON writes 64-bit ones as text, and readers take both.</summary>
    internal static long Whole(this JsonElement element, string name)
    {
        var value = element.Required(name);
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.Demand(name, JsonValueKind.String).GetString()!;
        var digits = text is { Length: > 0 and <= 19 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9') && (text[0] != '0' || text.Length == 1);
        return digits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException($"'{name}' is not a whole number from 0 to 2^63-1.");
    }

    /// <summary>As <see cref="Whole"/>; 0 when it is absent, as ProtoJSON leaves it out then.</summary>
    internal static long OptionalWhole(this JsonElement element, string name) => element.Optional(name) is null ? 0 : element.Whole(name);

    /// <summary>A point in time (RFC 3339); null when it is absent.</summary>
    internal static DateTimeOffset? OptionalTime(this JsonElement element, string name) => element.Optional(name) is not { } value
        ? null
        : value.Demand(name, JsonValueKind.String).TryGetDateTimeOffset(out var time) ? time : throw new JsonException($"'{name}' is not a time.");

    internal static JsonElement[] OptionalItems(this JsonElement element, string name, int most) =>
        element.Optional(name) is null ? [] : element.Items(name, most);

    /// <summary>The elements of an array of at most <paramref name="most"/>.</summary>
    internal static JsonElement[] Items(this JsonElement element, string name, int most)
    {
        var array = element.Required(name).Demand(name, JsonValueKind.Array);
        return array.GetArrayLength() <= most
            ? [.. array.EnumerateArray()]
            : throw new JsonException($"'{name}' has {array.GetArrayLength()} elements; at most {most} are read.");
    }

    private static JsonElement Demand(this JsonElement element, string what, JsonValueKind kind) =>
        element.ValueKind == kind ? element : throw new JsonException($"'{what}' is not {(kind == JsonValueKind.Object ? "an" : "a")} {kind}.");
}
