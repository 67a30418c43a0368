using System.Text;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary>The parts of a URI reference (RFC 3986), with the freedoms and the messages of Go's <c>net/url</c>.</summary>
internal sealed record GoUri(string Scheme, string Hostname, string Port, string Path, string RawPath, string Query, string Fragment)
{
    private static readonly System.Buffers.SearchValues<char> NeverInHost = System.Buffers.SearchValues.Create(" \\^`{}|");

    private const string Unreserved = "-._~";

    private const string PathSafe = Unreserved + "$&+,/:;=@";

    internal static bool TryParse(string text, out GoUri uri, out string fault)
    {
        uri = new("", "", "", "", "", "", "");
        fault = Control(text) ? "net/url: invalid control character in URL" : "";
        var (rest, fragment) = Cut(text, '#');
        if (!TryScheme(rest, out var scheme, out rest) && fault.Length == 0)
            fault = "missing protocol scheme";
        var (hierarchy, query) = Cut(rest, '?');
        var (host, port) = ("", "");
        if (fault.Length == 0 && hierarchy.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = hierarchy.IndexOf('/', 2);
            var authority = slash < 0 ? hierarchy[2..] : hierarchy[2..slash];
            hierarchy = slash < 0 ? "" : hierarchy[slash..];
            fault = Authority(authority, out host, out port);
        }
        else if (fault.Length == 0 && scheme.Length == 0 && hierarchy.Split('/')[0].Contains(':', StringComparison.Ordinal))
        {
            fault = "first path segment in URL cannot contain colon";
        }
        if (fault.Length == 0 && (PercentEncoding.FirstFault(hierarchy) ?? PercentEncoding.FirstFault(fragment)) is { } escape)
            fault = $"invalid URL escape \"{escape}\"";
        if (fault.Length > 0)
            return false;
        var path = PercentEncoding.Decode(hierarchy) ?? "";
        // Of a path that its own decoding is not written as, the written form is kept.
        uri = new(scheme.ToLowerInvariant(), host, port, path, RawPathOf(path, hierarchy), query, PercentEncoding.Decode(fragment) ?? "");
        return true;
    }

    private static string RawPathOf(string path, string written)
    {
        var encoded = EncodePath(path);
        return encoded.Equals(written, StringComparison.OrdinalIgnoreCase) ? path : written;
    }

    private static string EncodePath(string path)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || PathSafe.Contains((char)b, StringComparison.Ordinal))
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }

    private static string Authority(string authority, out string host, out string port)
    {
        (host, port) = ("", "");
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !authority[..at].All(c => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)))
            return "net/url: invalid userinfo";
        var rest = authority[(at + 1)..];
        if (rest.StartsWith('['))
        {
            var close = rest.LastIndexOf(']');
            if (close < 0)
                return "missing ']' in host";
            (host, port) = (rest[1..close], rest[(close + 1)..]);
        }
        else
        {
            var colon = rest.LastIndexOf(':');
            (host, port) = colon < 0 ? (rest, "") : (rest[..colon], rest[colon..]);
        }
        if (port.Length > 0 && (port[0] != ':' || !port.AsSpan(1).ToString().All(char.IsAsciiDigit)))
            return $"invalid port {TermText.Quote(port)} after host";
        port = port.Length > 0 ? port[1..] : "";
        var fault = HostFault(host);
        host = fault.Length == 0 ? PercentEncoding.Decode(host) ?? "" : "";
        return fault;
    }

    // RFC 3986 §3.2.2: in a host escapes are for bytes beyond ASCII; RFC 6874 adds %25 before a zone.
    private static string HostFault(string host)
    {
        if (PercentEncoding.FirstFault(host) is { } bad)
            return $"invalid URL escape \"{bad}\"";
        for (var at = host.IndexOf('%', StringComparison.Ordinal); at >= 0; at = host.IndexOf('%', at + 1))
        {
            if (host[at + 1] is < '8' && host.AsSpan(at, 3) is not "%25")
                return $"invalid URL escape \"{host.AsSpan(at, 3)}\"";
        }
        var wrong = host.AsSpan().IndexOfAny(NeverInHost);
        return wrong >= 0 ? $"invalid character {TermText.Quote(host[wrong..(wrong + 1)])} in host name" : "";
    }

    private static bool TryScheme(string text, out string scheme, out string rest)
    {
        (scheme, rest) = ("", text);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == ':')
            {
                (scheme, rest) = (text[..at], text[(at + 1)..]);
                return at > 0;
            }
            if (!char.IsAsciiLetter(c) && (at == 0 || !(char.IsAsciiDigit(c) || c is '+' or '-' or '.')))
                return true;
        }
        return true;
    }

    private static bool Control(string text) => text.Any(c => c is < ' ' or '\u007f');

    private static (string Before, string After) Cut(string text, char at)
    {
        var position = text.IndexOf(at, StringComparison.Ordinal);
        return position < 0 ? (text, "") : (text[..position], text[(position + 1)..]);
    }
}
