using System.Security.Cryptography;
using System.Text;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary><c>X-Hub-Signature-256: sha256=hex</c>: HMAC-SHA256 over the body's bytes as they came.</summary>
internal sealed class HmacAuthentication(string secret) : IWebhookAuthentication
{
    private const string Prefix = "sha256=";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public bool CoversBody => true;

    public ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation) =>
        new(Verify(request.Header("X-Hub-Signature-256"), request.Body.Span));

    private bool Verify(string? header, ReadOnlySpan<byte> body)
    {
        Span<byte> presented = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, body, computed);
        return header is not null
            && header.StartsWith(Prefix, StringComparison.Ordinal)
            && header.Length == Prefix.Length + (HMACSHA256.HashSizeInBytes * 2)
            && Convert.FromHexString(header.AsSpan(Prefix.Length), presented, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(presented, computed);
    }
}
