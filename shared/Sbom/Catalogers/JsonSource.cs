using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Sbom.Catalogers;

/// <summary>Opens a JSON source and turns everything that can be wrong with it into a finding.</summary>
internal static class JsonSource
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found, Action<JsonElement, SourceSink> read) =>
        ReadAny(content, found, (root, sink) =>
        {
            if (root.ValueKind == JsonValueKind.Object)
                read(root, sink);
            else
                sink.Malformed("the document is not an object");
        });

    /// <summary>The same for documents that may be a list.</summary>
    internal static void ReadAny(ReadOnlyMemory<byte> content, SourceSink found, Action<JsonElement, SourceSink> read)
    {
        if (content.Span.StartsWith("\uFEFF"u8))
            content = content[3..];
        try
        {
            using var document = StrictJson.Parse(content, content.Length);
            read(document.RootElement, found);
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

    internal static JsonElement? List(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value : null;

    /// <summary>The texts in a list; a text that stands alone counts as one of one.</summary>
    internal static IEnumerable<string> Texts(this JsonElement owner, string name) =>
        owner.List(name) is { } list
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)
            : owner.Text(name) is { } text ? [text] : [];
}
