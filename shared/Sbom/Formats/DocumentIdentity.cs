using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Formats;

/// <summary>What both formats derive from the subject, so that equal images give equal bytes.</summary>
internal static class DocumentIdentity
{
    internal const string Tool = "attestry";

    internal static string ToolVersion => CatalogerTable.Version;

    // Names and URLs stay readable; the documents are never embedded in a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A UUID of version 8 (RFC 9562 §5.8): other catalogers say other things of the same image, and that is another document.</summary>
    internal static Guid Uuid(string format, SbomSubject subject)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{format}\n{subject.Name}\n{subject.Digest}\n{subject.Platform}\n{ToolVersion}"));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    internal static string Time(SbomSubject subject) =>
        (subject.Created ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static Purl ImagePurl(SbomSubject subject)
    {
        var name = subject.Name.TrimEnd('/');
        var architecture = subject.Platform.Split('/').ElementAtOrDefault(1);
        return Purl.Create("oci", null, name[(name.LastIndexOf('/') + 1)..] is { Length: > 0 } last ? last : "image", subject.Digest.Text, ("arch", architecture), ("repository_url", name));
    }

    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64 << 10);
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
