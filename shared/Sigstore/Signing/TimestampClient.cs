using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Attestry.Sigstore.Signing;

/// <summary>Gets timestamps over signatures (RFC 3161 §3.4).</summary>
internal static class TimestampClient
{
    private const int NonceBytes = 8;

    /// <summary>The response, DER, as a bundle carries it.</summary>
    /// <exception cref="InvalidDataException">The answer grants no timestamp for this request.</exception>
    internal static async Task<byte[]> StampAsync(ISigningTransport transport, Uri service, byte[] signature, CancellationToken cancellation)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(
            signature, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(NonceBytes), requestSignerCertificates: true);
        var answer = await transport.PostAsync(service, "application/timestamp-query", request.Encode(), cancellation);
        try
        {
            // Demands the nonce and the hash of this request.
            request.ProcessResponse(answer, out _);
            return answer;
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{service.Host} grants no timestamp: {e.Message}", e);
        }
    }
}
