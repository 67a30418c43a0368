using System.Text;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Primitives.Limits;

namespace Attestry.Storage.Providers;

/// <summary>For providers: documents as JSON, held to the limits that all providers share.</summary>
public static class StoredJson
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a document can have this id; under another there is nothing to look for.</summary>
    public static bool CanBeId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length > 0 && !id.Contains('\0', StringComparison.Ordinal) && BytesOf(id) is > 0 and <= StorageLimits.IdBytes;
    }

    /// <summary>The document as it is stored.</summary>
    /// <exception cref="ArgumentException">It exceeds <see cref="StorageLimits"/>, or an indexed field is neither text nor null.</exception>
    public static byte[] Of<T>(CollectionDefinition<T> collection, T document)
        where T : class, IDocument
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(document);
        if (!CanBeId(document.Id))
            throw new ArgumentException($"A document of '{collection.Name}' has an id that is empty, longer than {StorageLimits.IdBytes} bytes, or not text.", nameof(document));
        var json = JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options);
        if (json.Length > StorageLimits.DocumentBytes)
            throw new ArgumentException($"A document of '{collection.Name}' has {json.Length} bytes; at most {StorageLimits.DocumentBytes} can be stored.", nameof(document));
        if (collection.Indexes.Count > 0)
            CheckIndexed(collection, json);
        return json;
    }

    public static Stored<T> Read<T>(ReadOnlySpan<byte> json, long version)
        where T : class, IDocument =>
        new(JsonSerializer.Deserialize<T>(json, DocumentJson.Options) ?? throw new InvalidDataException("A stored document is null."), version);

    private static void CheckIndexed<T>(CollectionDefinition<T> collection, byte[] json)
        where T : class, IDocument
    {
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (collection.Indexes.Any(index => index.Fields.Contains(name)))
                lengths[name] = LengthOf(collection.Name, name, ref reader);
            else
                reader.Skip();
        }
        if (collection.Indexes.FirstOrDefault(index => index.Fields.Sum(lengths.GetValueOrDefault) > StorageLimits.IndexedBytes) is { } index)
            throw new ArgumentException($"A document's values of index '{index.Name}' of '{collection.Name}' exceed {StorageLimits.IndexedBytes} bytes.");
    }

    private static int LengthOf(string collection, string field, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => 0,
        JsonTokenType.String when reader.GetString()! is var text && !text.Contains('\0', StringComparison.Ordinal) => BytesOf(text),
        _ => throw new ArgumentException($"Field '{field}' of '{collection}' is indexed; it must be text without U+0000, or null."),
    };

    /// <summary>UTF-8 bytes; 0 of what has none (a lone surrogate).</summary>
    private static int BytesOf(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return 0;
        }
    }
}
