using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Notation;

/// <summary>Reads JWS envelopes in flattened JSON (signature-envelope-jws.md, RFC 7515 §7.2.2).</summary>
internal static class JwsEnvelopeReader
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <exception cref="JsonException">It is none.</exception>
    /// <exception cref="FormatException">It is none.</exception>
    internal static NotationEnvelope Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = StrictJson.Parse(utf8, NotationLimits.EnvelopeBytes);
        var root = document.RootElement.Only("JWS envelope", "payload", "protected", "header", "signature");
        var (payload, head) = (root.Text("payload"), root.Text("protected"));
        using var signed = StrictJson.Parse(Decode(head), NotationLimits.EnvelopeBytes);
        var (attributes, algorithm) = Attributes(signed.RootElement);
        attributes.Demand();
        var header = root.Required("header").Only("unprotected header", "x5c", NotationHeaders.Timestamp, NotationHeaders.SigningAgent);
        var chain = header.Items("x5c", SignatureLimits.CertificatesInChain);
        return new(
            algorithm,
            attributes.Scheme == NotationHeaders.SigningAuthority,
            attributes.AuthenticSigningTime,
            attributes.Expiry,
            Decode(payload),
            [.. chain.Select(one => (ReadOnlyMemory<byte>)CanonicalBase64.Decode(one.GetString() ?? ""))],
            header.OptionalText(NotationHeaders.Timestamp) is { } stamp ? (ReadOnlyMemory<byte>)CanonicalBase64.Decode(stamp) : default(ReadOnlyMemory<byte>?),
            Encoding.ASCII.GetBytes($"{head}.{payload}"),
            Decode(root.Text("signature")));
    }

    // Attributes beyond the known ones are the signer's own (§extended attributes); critical ones are refused by Demand.
    private static (SignedAttributes Attributes, NotationAlgorithm Algorithm) Attributes(JsonElement head)
    {
        var name = head.Text("alg");
        var algorithm = NotationAlgorithm.All.FirstOrDefault(one => one.Name == name) ?? throw new FormatException($"The algorithm is {Bounded.Quote(name)}.");
        var attributes = new SignedAttributes
        {
            ContentType = head.OptionalText("cty"),
            Scheme = head.OptionalText(NotationHeaders.Scheme),
            SigningTime = Time(head, NotationHeaders.SigningTime),
            AuthenticSigningTime = Time(head, NotationHeaders.AuthenticSigningTime),
            Expiry = Time(head, NotationHeaders.Expiry),
            WantsPlugin = head.Optional(NotationHeaders.Plugin) is not null || head.Optional(NotationHeaders.PluginVersion) is not null,
            Critical = [.. head.OptionalItems("crit", NotationLimits.PolicyItems).Select(item => item.GetString() ?? "")],
        };
        return (attributes, algorithm);
    }

    private static DateTimeOffset? Time(JsonElement head, string name)
    {
        if (head.OptionalText(name) is not { } text)
            return null;
        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"{name} is not a time.");
    }

    // RFC 7515 §2: without padding, and canonical so that one content has one text.
    private static byte[] Decode(string text)
    {
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : throw new FormatException("Base64url that is not in its canonical form.");
    }
}
