using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary><c>crypto.parse_private_keys</c></summary>
internal static class PrivateKeyFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("crypto.parse_private_keys", [Text], ArrayOf(ObjectOf(Text, Any)), Parse),
    ];

    /// <summary>The private keys of a PEM text or its base64, with the members that Go's key types have; null for empty text.</summary>
    private static RegoValue Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length * 8L);
        if (text.Length == 0)
            return RegoNull.Instance;
        if (GoBase64.TryDecode(text, url: false, out var decoded, out _))
            text = Encoding.UTF8.GetString(decoded);
        var keys = new List<RegoValue>();
        foreach (var (label, der) in PemBlocks.Read(text))
        {
            if (Key(label, der) is { } key)
                keys.Add(key);
        }
        return RegoArray.From(keys);
    }

    internal static RegoObject? Key(string label, byte[] der)
    {
        try
        {
            switch (label)
            {
                case "RSA PRIVATE KEY":
                    return Rsa(rsa => rsa.ImportRSAPrivateKey(der, out _));
                case "EC PRIVATE KEY":
                    return Ec(ec => ec.ImportECPrivateKey(der, out _));
                case "PRIVATE KEY":
                    return Pkcs8(der);
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            throw new BuiltinException("a private key cannot be read");
        }
    }

    private static RegoObject Pkcs8(byte[] der)
    {
        try
        {
            return Rsa(rsa => rsa.ImportPkcs8PrivateKey(der, out _));
        }
        catch (CryptographicException)
        {
            return Ec(ec => ec.ImportPkcs8PrivateKey(der, out _));
        }
    }

    private static RegoObject Rsa(Action<RSA> import)
    {
        using var rsa = RSA.Create();
        import(rsa);
        var key = rsa.ExportParameters(includePrivateParameters: true);
        return RegoObject.From(
        [
            Member("N", Number(key.Modulus)),
            Member("E", Number(key.Exponent)),
            Member("D", Number(key.D)),
            Member("Primes", new RegoArray(Number(key.P), Number(key.Q))),
        ]);
    }

    private static RegoObject Ec(Action<ECDsa> import)
    {
        using var ec = ECDsa.Create();
        import(ec);
        var key = ec.ExportParameters(includePrivateParameters: true);
        return RegoObject.From([Member("X", Number(key.Q.X)), Member("Y", Number(key.Q.Y)), Member("D", Number(key.D))]);
    }

    private static KeyValuePair<RegoValue, RegoValue> Member(string name, RegoValue value) => new(new RegoString(name), value);

    private static RegoNumber Number(byte[]? bytes) => RegoNumber.Of(new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
}
