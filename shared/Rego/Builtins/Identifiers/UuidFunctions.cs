using System.Security.Cryptography;
using System.Text;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Identifiers;

/// <summary><c>uuid.*</c>, RFC 4122.</summary>
internal static class UuidFunctions
{
    /// <summary>100 ns intervals from the start of the Gregorian calendar to 1970 (RFC 4122 §4.1.4).</summary>
    private const long UnixEpoch = 122_192_928_000_000_000;

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("uuid.rfc4122", [Text], Text, Random, IsNondeterministic: true),
        new("uuid.parse", [Text], ObjectOf(Text, Any), Parse),
    ];

    /// <summary>Version 4; the same key gives the same one within a query.</summary>
    private static RegoString Random(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var key = operands.Text(0);
        return context.Remember(("uuid.rfc4122", key), () =>
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Seed}:{key}"))[..16];
            bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
            return new RegoString(new Guid(bytes, bigEndian: true).ToString("D"));
        });
    }

    /// <summary>Undefined for what is no UUID.</summary>
    private static RegoObject? Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        text = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text[9..] : text;
        if (!Guid.TryParseExact(text, "D", out var guid) && !Guid.TryParseExact(text, "N", out guid) && !Guid.TryParseExact(text, "B", out guid))
            return null;
        var bytes = guid.ToByteArray(bigEndian: true);
        var version = bytes[6] >> 4;
        var result = new RegoObject.Builder();
        Set("version", RegoNumber.Of(version));
        Set("variant", new RegoString(Variant(bytes[8])));
        if (version is 1 or 2)
            AddTimeBased(bytes, version, Set);
        return result.Build();

        void Set(string name, RegoValue value) => result.Set(new RegoString(name), value);
    }

    private static void AddTimeBased(byte[] bytes, int version, Action<string, RegoValue> set)
    {
        long low = (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
        long middle = (bytes[4] << 8) | bytes[5], high = ((bytes[6] & 0x0f) << 8) | bytes[7];
        set("time", RegoNumber.Of(new System.Numerics.BigInteger((high << 48 | middle << 32 | low) - UnixEpoch) * 100));
        set("clocksequence", RegoNumber.Of(((bytes[8] & 0x3f) << 8) | bytes[9]));
        set("nodeid", new RegoString(string.Join('-', bytes.Skip(10).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))));
        var scope = (bytes[10] & 2) == 0 ? "global" : "local";
        set("macvariables", new RegoString(scope + ((bytes[10] & 1) == 0 ? ":unicast" : ":multicast")));
        if (version != 2)
            return;
        set("id", RegoNumber.Of(low));
        set("domain", new RegoString(bytes[9] switch
        {
            0 => "Person",
            1 => "Group",
            2 => "Org",
            var other => $"Domain{other}",
        }));
    }

    // RFC 4122 §4.1.1
    private static string Variant(byte octet) => octet switch
    {
        < 0x80 => "Reserved",
        < 0xc0 => "RFC4122",
        < 0xe0 => "Microsoft",
        _ => "Future",
    };
}
