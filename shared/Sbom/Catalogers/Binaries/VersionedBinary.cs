using System.Buffers;
using System.Text;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>
/// Programs that no package manager knows, built from source in an image: recognised by the name of the file and the text
/// with which the program says its version.
/// </summary>
internal static class VersionedBinary
{
    private const int LongestVersion = 40;

    private static readonly SearchValues<char> NameEnd = SearchValues.Create("0123456789.-so");

    private static readonly SearchValues<byte> VersionText = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz.-+"u8);

    private static readonly IReadOnlyList<BinarySignature> Signatures =
    [
        Of("openssl", "openssl:openssl", ["openssl", "libcrypto.so", "libssl.so"], "OpenSSL ", " "),
        Of("busybox", "busybox:busybox", ["busybox"], "BusyBox v", ""),
        Of("nginx", "f5:nginx", ["nginx"], "nginx version: nginx/", ""),
        Of("nginx", "f5:nginx", ["nginx"], "nginx/", ""),
        Of("node", "nodejs:node.js", ["node", "nodejs", "libnode.so"], "node.js/v", ""),
        Of("node", "nodejs:node.js", ["node", "nodejs", "libnode.so"], "node v", ""),
        Of("python", "python:python", ["libpython", "python"], "\0Python ", ""),
        Of("httpd", "apache:http_server", ["httpd", "apache2"], "Apache/", " "),
        Of("redis", "redis:redis", ["redis-server"], "Redis version=", ""),
        Of("haproxy", "haproxy:haproxy", ["haproxy"], "HAProxy version ", ""),
        Of("curl", "haxx:curl", ["curl", "libcurl.so"], "libcurl/", ""),
        Of("bash", "gnu:bash", ["bash"], "@(#)Bash version ", ""),
        Of("postgresql", "postgresql:postgresql", ["postgres", "psql"], "(PostgreSQL) ", ""),
        Of("mariadb", "mariadb:mariadb", ["mariadbd", "mysqld"], "\0mysqld-", ""),
        Of("php", "php:php", ["php", "php-fpm", "libphp"], "X-Powered-By: PHP/", ""),
        Of("ruby", "ruby-lang:ruby", ["ruby", "libruby.so"], "\0ruby ", " "),
        Of("perl", "perl:perl", ["perl", "libperl.so"], "/usr/local/lib/perl5/", "/"),
        Of("memcached", "memcached:memcached", ["memcached"], "\0memcached ", "\0"),
        Of("traefik", "traefik:traefik", ["traefik"], "\0traefik ", "\0"),
        Of("zlib", "zlib:zlib", ["libz.so"], "deflate ", " "),
    ];

    internal static bool Read(BinaryImage image, SourceSink found)
    {
        var name = found.Path[(found.Path.LastIndexOf('/') + 1)..];
        foreach (var signature in Signatures)
        {
            if (signature.Files.Any(f => IsNamed(name, f)) && VersionIn(image.Window.Span, signature) is { } version)
            {
                found.Add(new(PackageTypes.Generic, signature.Package, version) { Properties = PackageProperties.Of((PackageProperties.Cpe, Cpe(signature.Product, version))) });
                return true;
            }
        }
        return false;
    }

    // CPE 2.3 (NIST IR 7695 §6.2): an application; what is neither letter, digit, dot nor dash is escaped.
    private static string Cpe(string product, string version) => $"cpe:2.3:a:{product}:{version.Replace("+", "\\+", StringComparison.Ordinal)}:*:*:*:*:*:*:*";

    // "python3.11", "libssl.so.3", "libpython3.11.so.1.0"; not "python-config".
    private static bool IsNamed(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal) && name.AsSpan(start.Length).IndexOfAnyExcept(NameEnd) < 0;

    private static string? VersionIn(ReadOnlySpan<byte> file, BinarySignature signature)
    {
        for (var rest = file; rest.IndexOf(signature.Before.Span) is >= 0 and var at;)
        {
            rest = rest[(at + signature.Before.Length)..];
            var length = Math.Max(0, rest[..Math.Min(rest.Length, LongestVersion)].IndexOfAnyExcept(VersionText));
            var version = rest[..length].TrimEnd(".-+"u8);
            if (version.Length > 0 && char.IsAsciiDigit((char)version[0]) && version.Contains((byte)'.') && rest[version.Length..].StartsWith(signature.After.Span))
                return Encoding.ASCII.GetString(version);
        }
        return null;
    }

    private static BinarySignature Of(string package, string product, string[] files, string before, string after) =>
        new(package, product, files, Encoding.ASCII.GetBytes(before), Encoding.ASCII.GetBytes(after));
}
