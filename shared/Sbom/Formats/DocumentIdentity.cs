using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Documents;

namespace Attestry.Sbom.Formats;

/// <summary>What the formats derive from a document's content, so that equal content gives equal bytes.</summary>
internal static class DocumentIdentity
{
    internal static readonly BomTool Tool = new("attestry", CatalogerTable.Version);

    // Names and URLs stay readable; the documents are never embedded in a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A UUID of version 8 (RFC 9562 §5.8).</summary>
    internal static Guid Uuid(string format, BillOfMaterials bom)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{format}\n{bom.Identity}"));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    internal static string Namespace(string format, BillOfMaterials bom) => $"https://spdx.org/spdxdocs/{Tool.Name}-{Uuid(format, bom)}";

    internal static string Time(BillOfMaterials bom) =>
        (bom.Created ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Who made it; every document says that a program did.</summary>
    internal static IReadOnlyList<BomTool> Tools(BillOfMaterials bom) => bom.Tools.Count == 0 && bom.Authors.Count == 0 ? [Tool] : bom.Tools;

    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64 << 10);
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
