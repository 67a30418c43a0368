using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Attestry.Primitives;

/// <summary>
/// A content digest as OCI writes it: <c>algorithm:hex</c>, lower case (OCI Image Spec 1.1, descriptor §digests).
/// Only the registered algorithms <c>sha256</c>, <c>sha384</c> and <c>sha512</c> are accepted.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly record struct Digest : IComparable<Digest>
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary>The whole text, e.g. <c>sha256:e3b0…</c>. Empty for <c>default</c>, which names no content.</summary>
    public string Text => _text ?? "";

    public bool IsEmpty => _text is null;

    /// <summary><c>sha256</c>, <c>sha384</c> or <c>sha512</c>.</summary>
    public string Algorithm => _text is null ? "" : _text[.._text.IndexOf(':')];

    /// <summary>The hexadecimal part, lower case.</summary>
    public string Hex => _text is null ? "" : _text[(_text.IndexOf(':') + 1)..];

    public byte[] ToBytes() => Convert.FromHexString(Hex);

    public static Digest Sha256(ReadOnlySpan<byte> content) =>
        FromHash(HashAlgorithmName.SHA256, SHA256.HashData(content));

    /// <summary>Wraps a finished hash. <paramref name="hash"/> must have the algorithm's length.</summary>
    /// <exception cref="ArgumentException">The length does not fit, or the algorithm is not a registered one.</exception>
    public static Digest FromHash(HashAlgorithmName algorithm, ReadOnlySpan<byte> hash)
    {
        var name = algorithm.Name?.ToLowerInvariant() ?? "";
        return TryParse($"{name}:{Convert.ToHexStringLower(hash)}", out var digest)
            ? digest
            : throw new ArgumentException($"{hash.Length} bytes are not a {name} hash.", nameof(hash));
    }

    /// <summary>The digest of <paramref name="content"/> under this digest's own algorithm equals this one.</summary>
    public bool Matches(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[64];
        var length = Algorithm switch
        {
            "sha256" => SHA256.HashData(content, hash),
            "sha384" => SHA384.HashData(content, hash),
            "sha512" => SHA512.HashData(content, hash),
            _ => 0,
        };
        return length > 0 && CryptographicOperations.FixedTimeEquals(hash[..length], ToBytes());
    }

    public HashAlgorithmName HashAlgorithm => new(Algorithm.ToUpperInvariant());

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text?.IndexOf(':') is not (>= 0 and var colon))
            return false;
        var hexLength = text.AsSpan(0, colon) switch { "sha256" => 64, "sha384" => 96, "sha512" => 128, _ => -1 };
        var hex = text.AsSpan(colon + 1);
        if (hex.Length != hexLength || hex.ContainsAnyExcept(LowerHex))
            return false;
        digest = new Digest(text);
        return true;
    }

    /// <exception cref="FormatException">Not a digest of a registered algorithm.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{Bounded.Quote(text)}' is not a digest; write it as sha256:<64 lower-case hex digits>.");

    public int CompareTo(Digest other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    private sealed class Converter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() switch
            {
                null or "" => default,
                var text => TryParse(text, out var digest) ? digest : throw new JsonException($"'{Bounded.Quote(text)}' is not a digest."),
            };

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);

        public override Digest ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] Digest value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Text);
    }
}
