using System.Buffers;
using System.Buffers.Text;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary>Base64 as Go's decoders take it: line breaks are skipped, a fault is told by its position.</summary>
internal static class GoBase64
{
    internal static byte[] Standard(string text) => TryDecode(text, url: false, out var bytes, out var fault) ? bytes : throw Illegal(fault);

    /// <summary>With or without padding.</summary>
    internal static byte[] Url(string text) => TryDecode(text, url: true, out var bytes, out var fault) ? bytes : throw Illegal(fault);

    internal static string EncodeUrl(ReadOnlySpan<byte> bytes, bool padded)
    {
        var text = Base64Url.EncodeToString(bytes);
        return padded ? text.PadRight((text.Length + 3) / 4 * 4, '=') : text;
    }

    internal static bool TryDecode(string text, bool url, out byte[] bytes, out int fault)
    {
        bytes = [];
        var clean = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var digits = clean.TrimEnd('=');
        fault = digits.AsSpan().IndexOfAnyExcept(url ? UrlAlphabet : StandardAlphabet);
        var padding = clean.Length - digits.Length;
        if (fault < 0 && (digits.Length % 4 == 1 || (!url && clean.Length % 4 != 0) || padding > 2 || (padding > 0 && clean.Length % 4 != 0)))
            fault = clean.Length;
        if (fault >= 0)
            return false;
        var standard = digits.Replace('-', '+').Replace('_', '/').PadRight((digits.Length + 3) / 4 * 4, '=');
        bytes = Convert.FromBase64String(standard);
        return true;
    }

    private static readonly SearchValues<char> StandardAlphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private static readonly SearchValues<char> UrlAlphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static BuiltinException Illegal(int at) => new($"illegal base64 data at input byte {at}");
}
