using System.Text.Json;
using System.Xml;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents.CycloneDx;
using Attestry.Sbom.Documents.Spdx;
using Attestry.Sbom.Documents.Syft;

namespace Attestry.Sbom.Documents;

/// <summary>Reads a bill of materials of any format; which one it is, its content tells. Never throws for bad content.</summary>
public static class BomReader
{
    private static readonly IReadOnlyList<BomSyntax> Syntaxes =
    [
        new("JSON", bytes => bytes.Span is [(byte)'{', ..], ParseJson),
        new("XML", bytes => bytes.Span is [(byte)'<', ..], CycloneDxXml.Parse),
        new("tag-value", SpdxTagValue.Begins, SpdxTagValue.Parse),
    ];

    private static readonly IReadOnlyList<BomFormat> Formats =
    [
        new(CycloneDxReader.Is, CycloneDxReader.Read),
        new(Spdx2Reader.Is, Spdx2Reader.Read),
        new(Spdx3Reader.Is, Spdx3Reader.Read),
        new(SyftReader.Is, SyftReader.Read),
    ];

    public static BomReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BomLimits.DocumentBytes)
            return Refused(null, BomFindings.TooLarge, $"The document has {bytes.Length} bytes; at most {BomLimits.DocumentBytes} are read.");
        var text = Trimmed(bytes);
        if (Syntaxes.FirstOrDefault(s => s.Begins(text)) is not { } syntax)
            return Refused(null, BomFindings.UnknownFormat, "The document is neither JSON, XML nor SPDX tag-value.");
        string? name = null;
        try
        {
            var root = syntax.Parse(text);
            foreach (var format in Formats)
            {
                if (format.Is(root) is not { } version)
                    continue;
                name = $"{version} {syntax.Name}";
                var builder = new BomBuilder(Digest.Sha256(bytes.Span).Text);
                format.Read(root, builder);
                return new(name, builder.Finish(), builder.Findings);
            }
            return Refused(null, BomFindings.UnknownFormat, "The document is of no format and version that is read: SPDX 2.2, 2.3, 3.0, CycloneDX 1.2 to 1.7, Syft.");
        }
        // InvalidOperationException: a string that is no text, such as half of a surrogate pair.
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException)
        {
            return Refused(name, BomFindings.Malformed, $"The document cannot be read: {Bounded.Quote(e.Message.TrimEnd('.'))}.");
        }
    }

    private static BomReading Refused(string? format, string id, string message) => new(format, null, [new(id, Severity.High, message)]);

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return bytes[(bytes.Length - bytes.Span.TrimStart(" \t\r\n"u8).Length)..];
    }

    private static JsonElement ParseJson(ReadOnlyMemory<byte> bytes)
    {
        using var document = StrictJson.Parse(bytes, BomLimits.DocumentBytes);
        return document.RootElement.Clone();
    }
}
