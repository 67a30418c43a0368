using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Signing;

/// <summary>Gets certificates from Fulcio (fulcio.proto, <c>CreateSigningCertificate</c> of v2).</summary>
internal static class FulcioClient
{
    /// <summary>The signer's certificate, DER, with its certificate transparency promise in it.</summary>
    internal static async Task<byte[]> IssueAsync(ISigningTransport transport, Uri service, SigningKey key, string identityToken, CancellationToken cancellation)
    {
        var request = new JsonObject
        {
            ["credentials"] = new JsonObject { ["oidcIdentityToken"] = identityToken },
            // The request's own signature proves that the key is the signer's.
            ["certificateSigningRequest"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", key.CreateSigningRequest()))),
        };
        var answer = await transport.PostAsync(ServiceJson.Under(service, "api/v2/signingCert"), ServiceJson.MediaType, ServiceJson.Write(request), cancellation);
        return ServiceJson.Read(service, answer, Leaf);
    }

    private static byte[] Leaf(JsonElement root)
    {
        var certificates = root.Required("signedCertificateEmbeddedSct").Required("chain").Items("certificates", SignatureLimits.CertificatesInChain);
        var (label, der) = PemBlock.Read(certificates.Length > 0 ? certificates[0].GetString() : "");
        return label == "CERTIFICATE" ? der : throw new FormatException("The chain does not begin with a certificate.");
    }
}
