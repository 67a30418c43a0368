using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Signing;

/// <summary>
/// Signs with a key that lives for one signature: a certificate authority binds it to whom an OpenID Connect token names, logs
/// and timestamp authorities prove when. The bundles are v0.3; verify them before they are given on.
/// </summary>
public sealed class KeylessSigner(ISigningTransport transport, SigningConfig config, TimeProvider time)
{
    private static readonly long[] Versions = [1];

    private static readonly long[] LogVersions = [1, 2];

    /// <summary>A bundle with a signature over the artifact itself.</summary>
    /// <exception cref="InvalidOperationException">The configuration names too few services that are valid now.</exception>
    /// <exception cref="InvalidDataException">A service does not answer as its interface says.</exception>
    /// <param name="artifact">SHA-256 of the artifact.</param>
    public Task<byte[]> SignAsync(Digest artifact, string identityToken, CancellationToken cancellation) => SignAsync(
        identityToken,
        (key, certificate) => new(artifact, key.SignHash(artifact), null, certificate),
        content => BundleWriter.Message(artifact, content.Signature),
        cancellation);

    /// <summary>A bundle with an envelope around the payload, an in-toto statement for most.</summary>
    /// <inheritdoc cref="SignAsync(Digest, string, CancellationToken)"/>
    public Task<byte[]> SignEnvelopeAsync(string payloadType, ReadOnlyMemory<byte> payload, string identityToken, CancellationToken cancellation) => SignAsync(
        identityToken,
        (key, certificate) =>
        {
            var envelope = DsseSigner.Sign(payloadType, payload.Span, key);
            // The certificate names the key.
            envelope = envelope with { Signatures = [envelope.Signatures[0] with { KeyId = null }] };
            return new(Digest.Sha256(PreAuthenticationEncoding.Of(payloadType, payload.Span)), envelope.Signatures[0].Sig, envelope, certificate);
        },
        content => BundleWriter.Envelope(content.Envelope!),
        cancellation);

    private async Task<byte[]> SignAsync(
        string identityToken,
        Func<SigningKey, byte[], SignedContent> sign,
        Func<SignedContent, KeyValuePair<string, JsonNode?>> contentOf,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var authority = Demand(config.CertificateAuthorities.Select(Versions, now), "certificate authority")[0];
        var logs = Demand(config.TransparencyLogs.Select(LogVersions, now), "transparency log");
        var stampers = config.TimestampAuthorities.Select(Versions, now);
        // Rekor v2 vouches for no time.
        if (logs.All(log => log.MajorApiVersion != 1))
            Demand(stampers, "timestamp authority");
        var key = SigningKey.GenerateEcdsaP256();
        var content = sign(key, await FulcioClient.IssueAsync(transport, authority.Url, key, identityToken, cancellation));
        var stamps = new List<byte[]>();
        foreach (var stamper in stampers)
            stamps.Add(await TimestampClient.StampAsync(transport, stamper.Url, content.Signature, cancellation));
        var entries = new List<JsonObject>();
        foreach (var log in logs)
        {
            entries.Add(log.MajorApiVersion == 1
                ? await RekorV1Client.AddAsync(transport, log.Url, content, cancellation)
                : await RekorV2Client.AddAsync(transport, log.Url, content, cancellation));
        }
        return BundleWriter.Write(contentOf(content), BundleWriter.Material(content.Certificate, entries, stamps));
    }

    private static IReadOnlyList<SigningService> Demand(IReadOnlyList<SigningService> services, string what) => services.Count > 0
        ? services
        : throw new InvalidOperationException($"The signing configuration names too few services of the kind '{what}' that are valid now.");
}
