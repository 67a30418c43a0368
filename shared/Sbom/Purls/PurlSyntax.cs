using System.Buffers;
using System.Globalization;
using System.Text;

namespace Attestry.Sbom.Purls;

/// <summary>The characters of a package URL (purl-spec, "Character encoding").</summary>
internal static class PurlSyntax
{
    // The colon is never encoded, wherever it stands.
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:"u8);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static bool IsType(string type) =>
        type.Length > 0 && !char.IsAsciiDigit(type[0]) && type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    internal static bool IsKey(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');

    internal static StringBuilder Encode(StringBuilder into, string text, bool keepSlash)
    {
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains(b) || (keepSlash && b == '/'))
                into.Append((char)b);
            else
                into.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return into;
    }

    /// <summary>False when an escape is broken or the bytes are no UTF-8.</summary>
    internal static bool TryDecode(string? text, out string? decoded)
    {
        decoded = text;
        if (text is null || !text.Contains('%', StringComparison.Ordinal))
            return true;
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '%')
                bytes[length++] = bytes[i];
            else if (i + 2 < bytes.Length && Convert.FromHexString(bytes.AsSpan(i + 1, 2), bytes.AsSpan(length), out _, out _) == OperationStatus.Done)
                (length, i) = (length + 1, i + 2);
            else
                return false;
        }
        try
        {
            decoded = Strict.GetString(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
