using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>Takes the fields of an entry out of its template data.</summary>
internal static class ImaEntryReader
{
    internal const int LegacyDigestBytes = 20;

    /// <param name="template">Of that name; null when it is not known.</param>
    /// <param name="bigEndian">Sizes are, as the kernel of a big-endian machine writes and hashes them.</param>
    /// <returns>Null when the data is not what the template says.</returns>
    internal static ImaEntry? Read(int pcr, ReadOnlyMemory<byte> hash, string name, ImaTemplate? template, ReadOnlyMemory<byte> data, bool bigEndian = false)
    {
        if (template is null)
            return new() { Pcr = pcr, TemplateHash = hash, TemplateName = name, TemplateData = data };
        return template == ImaTemplate.Ima ? ReadLegacy(pcr, hash, data, bigEndian) : ReadFields(pcr, hash, template, data, bigEndian);
    }

    private static ImaEntry? ReadLegacy(int pcr, ReadOnlyMemory<byte> hash, ReadOnlyMemory<byte> data, bool bigEndian)
    {
        var reader = new SpanReader(data.Span);
        if (!reader.TryTake(LegacyDigestBytes, out _) || !(bigEndian ? reader.TryBigSized(TpmLimits.ImaTemplateNameBytes, out var path) : reader.TryLittleSized(TpmLimits.ImaTemplateNameBytes, out path)) || !reader.AtEnd)
            return null;
        return new()
        {
            Pcr = pcr,
            TemplateHash = hash,
            TemplateName = ImaTemplate.Ima.Name,
            Template = ImaTemplate.Ima,
            TemplateData = data,
            FileDigest = new("sha1", data[..LegacyDigestBytes]),
            Path = Text(path),
        };
    }

    private static ImaEntry? ReadFields(int pcr, ReadOnlyMemory<byte> hash, ImaTemplate template, ReadOnlyMemory<byte> data, bool bigEndian)
    {
        if (template.Fields.Count > TpmLimits.ImaTemplateFields)
            return null;
        ImaDigest? digest = null, moduleDigest = null;
        ReadOnlyMemory<byte> signature = default, buffer = default, module = default;
        var path = "";
        var reader = new SpanReader(data.Span);
        foreach (var field in template.FieldSpan)
        {
            if (!(bigEndian ? reader.TryBigSized(TpmLimits.ImaTemplateBytes, out var taken) : reader.TryLittleSized(TpmLimits.ImaTemplateBytes, out taken)))
                return null;
            var value = data.Slice(reader.Position - taken.Length, taken.Length);
            switch (field)
            {
                case "d-ng" or "d-ngv2":
                    if (!TryDigest(value, field == "d-ngv2", out digest))
                        return null;
                    break;
                case "d-modsig":
                    if (!TryDigest(value, typed: false, out moduleDigest))
                        return null;
                    break;
                case "d":
                    digest = value.IsEmpty ? null : new("sha1", value);
                    break;
                case "n" or "n-ng":
                    path = Text(taken);
                    break;
                // EVM's signature (evmsig) is over the file's metadata, and none of its content.
                case "sig":
                    signature = value;
                    break;
                case "buf":
                    buffer = value;
                    break;
                case "modsig":
                    module = value;
                    break;
                default:
                    break;
            }
        }
        return !reader.AtEnd ? null : new()
        {
            Pcr = pcr,
            TemplateHash = hash,
            TemplateName = template.Name,
            Template = template,
            TemplateData = data,
            FileDigest = digest,
            Path = path,
            Signature = signature,
            Buffer = buffer,
            ModuleSignature = module,
            ModuleDigest = moduleDigest,
        };
    }

    /// <summary><c>sha256:</c>, a zero byte, the digest; in <c>d-ngv2</c> with <c>ima:</c> or <c>verity:</c> before it. Empty is none.</summary>
    private static bool TryDigest(ReadOnlyMemory<byte> field, bool typed, out ImaDigest? digest)
    {
        digest = null;
        if (field.IsEmpty)
            return true;
        var end = field.Span[..Math.Min(field.Length, 64)].IndexOf((byte)0);
        if (end < 2 || field.Span[end - 1] != ':')
            return false;
        var prefix = field.Span[..(end - 1)];
        var type = "ima";
        if (typed)
        {
            var colon = prefix.IndexOf((byte)':');
            if (colon <= 0)
                return false;
            type = Known(prefix[..colon]);
            prefix = prefix[(colon + 1)..];
        }
        digest = new(Known(prefix), field[(end + 1)..], type);
        return true;
    }

    /// <summary>The same few names come a million times.</summary>
    private static string Known(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("sha256"u8) ? "sha256" : name.SequenceEqual("sha1"u8) ? "sha1" : name.SequenceEqual("ima"u8) ? "ima" : Encoding.Latin1.GetString(name);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes is [.., 0] ? bytes[..^1] : bytes);
}
