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
