using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Http;

/// <summary>
/// What binds a request to its host: a secret that only the activation of the host's TPM gives out. A key of the role
/// <c>agent</c> alone, which many hosts may share, can neither spend another host's nonces nor bring it down with bad evidence.
/// </summary>
internal static class HostTokens
{
    public static (string Token, string Hash) Create()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    /// <summary>Did the request bring the host's token?</summary>
    public static bool Allows(HttpRequest request, HostDocument host) =>
        request.Headers[HostProtocol.TokenHeader] is [{ Length: > 0 and < 100 } token]
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(token)), Encoding.ASCII.GetBytes(host.TokenHash));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
