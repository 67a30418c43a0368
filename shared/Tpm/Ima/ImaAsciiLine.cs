using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Ima;

/// <summary>One line: <c>10 TEMPLATE-HASH ima-sig sha256:DIGEST PATH SIGNATURE</c>.</summary>
internal static class ImaAsciiLine
{
    /// <returns>Null when the line is not what its template says.</returns>
    internal static ImaEntry? Read(string line)
    {
        // The kernel writes the PCR as "%2d".
        if (line.TrimStart(' ').Split(' ', 4) is not [var pcrText, var hashText, var name, var rest]
            || !int.TryParse(pcrText, NumberStyles.None, CultureInfo.InvariantCulture, out var pcr) || pcr > 31
            || name.Length is 0 or > TpmLimits.ImaTemplateNameBytes || ImaTemplate.Of(name) is not { } template
            || Hex(hashText) is not { Length: 20 or 32 or 48 or 64 } hash
            || Split(rest, template) is not { } texts)
            return null;
        using var data = new MemoryStream();
        for (var i = 0; i < texts.Length; i++)
        {
            if (Field(template.Fields[i], texts[i]) is not { } field)
                return null;
            // Of the legacy template the digest has no length before it.
            if (template != ImaTemplate.Ima || i > 0)
                Write(data, field.Length);
            data.Write(field);
        }
        return ImaEntryReader.Read(pcr, hash, name, template, data.ToArray());
    }

    /// <summary>
    /// The path is the second field and may hold blanks where an old kernel did not replace them: the fields after it are counted
    /// from the end. A signature that is not there leaves its blank, which some tools trim.
    /// </summary>
    private static string[]? Split(string rest, ImaTemplate template)
    {
        var fields = template.Fields.Count;
        if (rest.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var first) || fields < 2 || fields > TpmLimits.ImaTemplateFields)
            return null;
        var texts = new string[fields];
        texts[0] = rest[..first];
        rest = rest[(first + 1)..];
        for (var i = fields - 1; i >= 2; i--)
        {
            var last = rest.LastIndexOf(' ');
            texts[i] = last < 0 ? "" : rest[(last + 1)..];
            rest = last < 0 ? rest : rest[..last];
        }
        texts[1] = rest;
        return texts;
    }

    private static byte[]? Field(string field, string text) => field switch
    {
        "d" => Hex(text),
        "d-ng" or "d-ngv2" or "d-modsig" => Digest(text),
        "n" => Encoding.UTF8.GetBytes(text),
        "n-ng" => [.. Encoding.UTF8.GetBytes(text), 0],
        "sig" or "buf" or "modsig" or "evmsig" or "xattrlengths" or "xattrvalues" => Hex(text),
        "xattrnames" => [.. Encoding.UTF8.GetBytes(text), 0],
        "iuid" or "igid" => Number(text, 4),
        "imode" => Number(text, 2),
        _ => null,
    };

    /// <summary>As the kernel holds it: little-endian.</summary>
    private static byte[]? Number(string text, int bytes)
    {
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (bytes == 2 && number > ushort.MaxValue))
            return null;
        var whole = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(whole, number);
        return whole[..bytes];
    }

    /// <summary><c>sha256:HEX</c> or <c>verity:sha256:HEX</c>; a zero byte follows the prefix in what is hashed.</summary>
    private static byte[]? Digest(string text)
    {
        var colon = text.LastIndexOf(':');
        return text.Length == 0 ? [] : colon > 0 && Hex(text[(colon + 1)..]) is { } digest ? [.. Encoding.ASCII.GetBytes(text[..(colon + 1)]), 0, .. digest] : null;
    }

    private static byte[]? Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private static void Write(MemoryStream data, int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        data.Write(bytes);
    }
}
