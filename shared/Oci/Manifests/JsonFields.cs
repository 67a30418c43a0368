using System.Text.Json;

namespace Attestry.Oci.Manifests;

/// <summary>Fields of foreign objects. Absent and null are the same; another type throws <see cref="InvalidOperationException"/>.</summary>
internal static class JsonFields
{
    public static string? OptionalString(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <exception cref="FormatException">Missing, or not a whole number of 64 bits.</exception>
    public static long RequiredInt64(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt64() : throw new FormatException($"{name} is missing.");

    public static bool OptionalBoolean(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.GetBoolean();

    public static JsonElement? OptionalObject(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.Object ? value : throw new InvalidOperationException($"{name} is not an object.")
            : null;

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? [.. value.EnumerateArray()] : [];

    public static IReadOnlyList<string> Strings(this JsonElement element, string name) =>
        [.. element.Items(name).Select(item => item.GetString() ?? throw new FormatException($"{name} holds a null."))];

    public static IReadOnlyDictionary<string, string> StringMap(this JsonElement element, string name) =>
        element.OptionalObject(name) is { } map
            ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>();
}
