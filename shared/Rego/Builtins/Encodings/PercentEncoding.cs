using System.Text;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary>RFC 3986 §2.1.</summary>
internal static class PercentEncoding
{
    /// <summary>Null when a percent sign is not followed by two hexadecimal digits.</summary>
    internal static string? Decode(string text)
    {
        if (FirstFault(text) is not null)
            return null;
        var bytes = new List<byte>(text.Length);
        var source = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] != '%')
            {
                bytes.Add(source[at]);
                continue;
            }
            bytes.Add(Convert.FromHexString(Encoding.ASCII.GetString(source, at + 1, 2))[0]);
            at += 2;
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The first escape that is none: <c>%zz</c>.</summary>
    internal static string? FirstFault(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                return text[at..Math.Min(text.Length, at + 3)];
        }
        return null;
    }
}
