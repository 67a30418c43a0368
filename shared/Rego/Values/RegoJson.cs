using System.Text;
using System.Text.Json;
using Attestry.Primitives;

namespace Attestry.Rego.Values;

/// <summary>Values from JSON and back.</summary>
public static class RegoJson
{
    /// <summary>Parses one JSON document; a property named twice keeps the last value, as OPA does.</summary>
    /// <exception cref="JsonException">Not JSON, nested deeper than <paramref name="deepest"/>, or a number beyond what is kept.</exception>
    public static RegoValue Parse(ReadOnlySpan<byte> utf8, int deepest = 1000)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = deepest });
        if (!reader.Read())
            throw new JsonException("The document is empty.");
        var value = Read(ref reader);
        return reader.Read() ? throw new JsonException("There is more after the document.") : value;
    }

    public static RegoValue Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static RegoValue From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => RegoBoolean.True,
        JsonValueKind.False => RegoBoolean.False,
        JsonValueKind.Number => Number(element.GetRawText()),
        JsonValueKind.String => new RegoString(element.GetString()!),
        JsonValueKind.Array => RegoArray.From(element.EnumerateArray().Select(From)),
        JsonValueKind.Object => RegoObject.From(element.EnumerateObject().Select(p =>
            new KeyValuePair<RegoValue, RegoValue>(new RegoString(p.Name), From(p.Value)))),
        _ => RegoNull.Instance,
    };

    /// <summary>The value as compact JSON in UTF-8; sets become arrays, keys that are no strings their JSON text.</summary>
    public static byte[] ToUtf8(RegoValue value) => Encoding.UTF8.GetBytes(RegoText.Of(value));

    private static RegoValue Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new RegoObject.Builder();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = new RegoString(reader.GetString()!);
                    reader.Read();
                    entries.Set(key, Read(ref reader));
                }
                return entries.Build();
            case JsonTokenType.StartArray:
                var items = new List<RegoValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader));
                return new RegoArray([.. items]);
            case JsonTokenType.String:
                return new RegoString(reader.GetString()!);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) && reader.ValueSpan.Length < 19 && !reader.ValueSpan.StartsWith("-0"u8)
                    ? RegoNumber.Of(whole)
                    : Number(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return RegoBoolean.True;
            case JsonTokenType.False:
                return RegoBoolean.False;
            default:
                return RegoNull.Instance;
        }
    }

    private static RegoNumber Number(string text) =>
        RegoNumber.TryParse(text, out var number) ? number : throw new JsonException($"'{Bounded.Quote(text)}' is not a number that is kept.");
}
