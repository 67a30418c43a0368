using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Sbom.Catalogers;

/// <summary>Opens a JSON source and turns everything that can be wrong with it into a finding.</summary>
internal static class JsonSource
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found, Action<JsonElement, SourceSink> read)
    {
        if (content.Span.StartsWith("\uFEFF"u8))
            content = content[3..];
        try
        {
            using var document = StrictJson.Parse(content, content.Length);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                read(document.RootElement, found);
            else
                found.Malformed("the document is not an object");
        }
        // InvalidOperationException: a string that is no text, such as half of a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            found.Malformed(Bounded.Quote(e.Message.TrimEnd('.')));
        }
    }

    internal static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static bool Flag(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    internal static JsonElement? Object(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
