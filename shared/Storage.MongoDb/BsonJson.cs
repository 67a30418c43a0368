using System.Globalization;
using System.Text;
using System.Text.Json;
using MongoDB.Bson;

namespace Attestry.Storage.MongoDb;

/// <summary>
/// JSON as BSON and back, value by value, so that tools of MongoDB can query every field by its name. MongoDB's own JSON
/// reader is not it: there, <c>{"$oid": …}</c> in a foreign payload would become something else.
/// </summary>
internal static class BsonJson
{
    /// <exception cref="ArgumentException">A name holds U+0000, or a number has more than 34 digits: BSON has no place for it.</exception>
    internal static BsonDocument Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ReadObject(ref reader);
    }

    internal static void Write(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value)
        {
            case BsonString text: writer.WriteStringValue(text.Value); break;
            case BsonInt64 number: writer.WriteNumberValue(number.Value); break;
            case BsonInt32 number: writer.WriteNumberValue(number.Value); break;
            case BsonDouble number: writer.WriteNumberValue(number.Value); break;
            case BsonDecimal128 number: writer.WriteRawValue(number.Value.ToString()); break;
            case BsonBoolean flag: writer.WriteBooleanValue(flag.Value); break;
            case BsonNull: writer.WriteNullValue(); break;
            case BsonDocument document: WriteObject(writer, document); break;
            case BsonArray array: WriteArray(writer, array); break;
            default: throw new InvalidDataException($"A stored document holds a {value.BsonType}; this store writes none.");
        }
    }

    private static BsonValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => new BsonString(reader.GetString()!),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => BsonBoolean.True,
        JsonTokenType.False => BsonBoolean.False,
        _ => BsonNull.Value,
    };

    private static BsonDocument ReadObject(ref Utf8JsonReader reader)
    {
        var document = new BsonDocument();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException("A field's name holds U+0000, which BSON cannot.");
            reader.Read();
            document.Add(name, ReadValue(ref reader));
        }
        return document;
    }

    private static BsonArray ReadArray(ref Utf8JsonReader reader)
    {
        var array = new BsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            array.Add(ReadValue(ref reader));
        return array;
    }

    // A fraction is a double when that says exactly what the JSON says, and else a decimal.
    private static BsonValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var whole))
            return new BsonInt64(whole);
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        if (reader.TryGetDouble(out var fraction) && fraction.ToString(CultureInfo.InvariantCulture) == text)
            return new BsonDouble(fraction);
        return Decimal128.TryParse(text, out var number) && !Decimal128.IsInfinity(number)
            ? new BsonDecimal128(number)
            : throw new ArgumentException($"{text} is no number that BSON can hold.");
    }

    private static void WriteObject(Utf8JsonWriter writer, BsonDocument document)
    {
        writer.WriteStartObject();
        foreach (var element in document)
        {
            writer.WritePropertyName(element.Name);
            Write(writer, element.Value);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, BsonArray array)
    {
        writer.WriteStartArray();
        foreach (var item in array)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
