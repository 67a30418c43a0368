using System.Globalization;
using System.Text.Json;

namespace Attestry.Vulnerabilities;

/// <summary>Members of foreign objects: of another type they are not there.</summary>
internal static class ForeignJson
{
    internal static JsonElement? Object(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Object);

    internal static JsonElement? Array(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Array);

    internal static string? Text(JsonElement parent, string name) => Member(parent, name, JsonValueKind.String)?.GetString();

    internal static DateTimeOffset? Time(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    internal static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        Array(parent, name) is { } array ? array.EnumerateArray() : [];

    internal static IEnumerable<string> Texts(JsonElement parent, string name) =>
        Items(parent, name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
