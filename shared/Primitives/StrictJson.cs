using System.Text.Json;

namespace Attestry.Primitives;

/// <summary>
/// Reads foreign JSON: bounded in bytes and depth, no comments, no trailing commas, and no object that names a
/// property twice (two readers that keep different ones would judge different documents).
/// </summary>
public static class StrictJson
{
    public const int DeepestNesting = 64;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = DeepestNesting,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>For <see cref="JsonSerializer"/> on foreign documents; names are camel case and exact.</summary>
    public static readonly JsonSerializerOptions SerializerOptions = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = DeepestNesting,
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    /// <exception cref="JsonException">Not JSON, too deep, too large, or a property is named twice.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, long mostBytes)
    {
        Demand(utf8.Length, mostBytes);
        return JsonDocument.Parse(utf8, Options);
    }

    /// <inheritdoc cref="Parse"/>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8, long mostBytes)
    {
        Demand(utf8.Length, mostBytes);
        return JsonSerializer.Deserialize<T>(utf8, SerializerOptions) ?? throw new JsonException("The document is null.");
    }

    private static void Demand(long bytes, long most)
    {
        if (bytes > most)
            throw new JsonException($"The document has {bytes} bytes; at most {most} are read.");
    }
}
