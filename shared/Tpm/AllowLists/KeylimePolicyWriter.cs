using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Attestry.Tpm.AllowLists;

/// <summary>
/// Writes Keylime's IMA runtime policy, version 1, with every member that its verifier looks up. Sorted and without a time: the same
/// files give the same bytes.
/// </summary>
public static class KeylimePolicyWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="files">Buffers among them become <c>ima-buf</c>. A path that is there with several digests may have each of them.</param>
    /// <param name="excludes">Patterns of paths that nobody looks at.</param>
    public static byte[] Write(IEnumerable<FileMeasurement> files, IReadOnlyList<string> excludes)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(excludes);
        var kinds = files.ToLookup(file => file.IsBuffer);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteNumber("version", 1);
            // RUNTIME_POLICY_GENERATOR.Unknown.
            json.WriteNumber("generator", 0);
            json.WriteEndObject();
            json.WriteNumber("release", 0);
            WriteDigests(json, "digests", kinds[false]);
            WriteTexts(json, "excludes", excludes);
            json.WriteStartObject("keyrings");
            json.WriteEndObject();
            json.WriteStartObject("ima");
            WriteTexts(json, "ignored_keyrings", []);
            // Of the template hash that the kernel logs.
            json.WriteString("log_hash_alg", "sha1");
            json.WriteNull("dm_policy");
            json.WriteEndObject();
            WriteDigests(json, "ima-buf", kinds[true]);
            json.WriteString("verification-keys", "");
            json.WriteEndObject();
        }
        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    private static void WriteDigests(Utf8JsonWriter json, string name, IEnumerable<FileMeasurement> files)
    {
        json.WriteStartObject(name);
        foreach (var path in files.GroupBy(file => file.Path, StringComparer.Ordinal).OrderBy(path => path.Key, StringComparer.Ordinal))
            WriteTexts(json, path.Key, path.Select(file => AllowList.HexOf(file.Digest)).Distinct().Order(StringComparer.Ordinal));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
