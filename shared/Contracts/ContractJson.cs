using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Attestry.Contracts;

/// <summary>
/// How documents, messages and evidence are written: camel case, enumerations as text, times in UTC with seven decimals.
/// Digests are made over these bytes, so whoever makes the same evidence, with a store or without, names it by the same digest.
/// </summary>
public static class ContractJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        // Named, so that the shape of a type can be asked for before anything was written with these options.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        // Media types keep their plus sign. It is served as JSON alone, never inside a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TimeConverter() },
    };

    /// <summary>A time as it stands in a document: ordinal order is order in time.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Time(value));
    }
}
