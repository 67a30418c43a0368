using System.Buffers;
using System.Text.Json;

namespace Attestry.Storage.PostgreSql;

/// <summary>
/// PostgreSQL's text and jsonb cannot hold U+0000, which foreign names in a document may contain. It is stored as U+FFFF
/// followed by 0, and U+FFFF, which text hardly has, as itself followed by 1. The order of other text stays what it is.
/// </summary>
internal static class PostgreSqlText
{
    private const string StoredZero = "\uFFFF0";
    private const string StoredMark = "\uFFFF1";

    internal static string Store(string text) =>
        text.AsSpan().IndexOfAny('\0', '\uFFFF') < 0
            ? text
            : text.Replace("\uFFFF", StoredMark, StringComparison.Ordinal).Replace("\0", StoredZero, StringComparison.Ordinal);

    internal static string Load(string text) =>
        text.Contains('\uFFFF', StringComparison.Ordinal)
            ? text.Replace(StoredZero, "\0", StringComparison.Ordinal).Replace(StoredMark, "\uFFFF", StringComparison.Ordinal)
            : text;

    internal static byte[] Store(byte[] json) => Holds(json, @"\u0000"u8) || HoldsMark(json) ? Rewrite(json, Store) : json;

    internal static byte[] Load(byte[] json) => HoldsMark(json) ? Rewrite(json, Load) : json;

    private static bool HoldsMark(byte[] json) => Holds(json, "\uFFFF"u8) || Holds(json, @"\uFFFF"u8) || Holds(json, @"\uffff"u8);

    private static bool Holds(byte[] json, ReadOnlySpan<byte> sequence) => json.AsSpan().IndexOf(sequence) >= 0;

    private static byte[] Rewrite(byte[] json, Func<string, string> change)
    {
        var rewritten = new ArrayBufferWriter<byte>(json.Length + 16);
        using (var writer = new Utf8JsonWriter(rewritten))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
                Copy(ref reader, writer, change);
        }
        return rewritten.WrittenSpan.ToArray();
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, Func<string, string> change)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(change(reader.GetString()!)); break;
            case JsonTokenType.String: writer.WriteStringValue(change(reader.GetString()!)); break;
            default: writer.WriteRawValue(reader.ValueSpan); break;
        }
    }
}
