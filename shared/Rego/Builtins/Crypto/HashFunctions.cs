using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary>Digests and message authentication codes of text, in hexadecimal.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The language has SHA-1; a policy decides what it trusts it for.")]
[SuppressMessage("Security", "CA5351", Justification = "The language has MD5; a policy decides what it trusts it for.")]
internal static class HashFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        Hash("crypto.md5", MD5.HashData),
        Hash("crypto.sha1", SHA1.HashData),
        Hash("crypto.sha256", SHA256.HashData),
        Mac("crypto.hmac.md5", HMACMD5.HashData),
        Mac("crypto.hmac.sha1", HMACSHA1.HashData),
        Mac("crypto.hmac.sha256", HMACSHA256.HashData),
        Mac("crypto.hmac.sha512", HMACSHA512.HashData),
        new("crypto.hmac.equal", [Text, Text], RegoType.Boolean, (context, o) =>
            RegoBoolean.Of(CryptographicOperations.FixedTimeEquals(Utf8(context, o.Text(0)), Utf8(context, o.Text(1))))),
    ];

    private static Builtin Hash(string name, Func<byte[], byte[]> hash) =>
        new(name, [Text], Text, (context, o) => new RegoString(Convert.ToHexStringLower(hash(Utf8(context, o.Text(0))))));

    private static Builtin Mac(string name, Func<byte[], byte[], byte[]> mac) =>
        new(name, [Text, Text], Text, (context, o) => new RegoString(Convert.ToHexStringLower(mac(Utf8(context, o.Text(1)), Utf8(context, o.Text(0))))));

    private static byte[] Utf8(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        return Encoding.UTF8.GetBytes(text);
    }
}
