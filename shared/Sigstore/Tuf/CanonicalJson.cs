using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>OLPC's canonical JSON, over which TUF signs: names in order, no white space, whole numbers, and of characters only '"' and '\' escaped.</summary>
internal static class CanonicalJson
{
    /// <exception cref="JsonException">A number that is not whole.</exception>
    internal static byte[] Write(JsonElement element)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, element);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, element);
                break;
            case JsonValueKind.Array:
                var before = (byte)'[';
                foreach (var item in element.EnumerateArray())
                {
                    output.Write([before]);
                    Write(output, item);
                    before = (byte)',';
                }
                output.Write(before == '[' ? "[]"u8 : "]"u8);
                break;
            case JsonValueKind.String:
                WriteText(output, element.GetString()!);
                break;
            default:
                var raw = element.GetRawText();
                if (element.ValueKind == JsonValueKind.Number && (raw.AsSpan().ContainsAny('.', 'e', 'E') || raw == "-0"))
                    throw new JsonException("Canonical JSON has whole numbers only.");
                output.Write(Encoding.ASCII.GetBytes(raw));
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement element)
    {
        var properties = element.EnumerateObject().Select(property => (Name: Encoding.UTF8.GetBytes(property.Name), Property: property)).ToList();
        properties.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        output.Write("{"u8);
        for (var i = 0; i < properties.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            WriteText(output, properties[i].Property.Name);
            output.Write(":"u8);
            Write(output, properties[i].Property.Value);
        }
        output.Write("}"u8);
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text) =>
        output.Write(Encoding.UTF8.GetBytes($"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
}
