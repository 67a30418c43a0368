using System.Security.Cryptography;
using System.Text;

namespace Attestry.Registry.Protocol;

/// <summary>
/// Who may do what: one account (HTTP basic, RFC 7617) that may do all, and what the settings leave to everyone.
/// Independent of the API keys of the other services, because registry clients know nothing of them.
/// </summary>
internal sealed class RegistryAccess
{
    public const string Challenge = "Basic realm=\"registry\", charset=\"UTF-8\"";

    private readonly EmbeddedRegistryOptions _options;
    private readonly byte[]? _account;

    public RegistryAccess(EmbeddedRegistryOptions options)
    {
        _options = options;
        _account = options.Password is { Length: > 0 } ? Hash(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")) : null;
    }

    public bool Allows(HttpContext context, DistributionResource resource)
    {
        if (Presented(context.Request) is { } presented)
            return _account is not null && CryptographicOperations.FixedTimeEquals(Hash(presented), _account);
        // Clients learn here that there is an account; one that has no credential goes on without, and may pull if anyone may.
        if (resource == DistributionResource.Base)
            return _account is null;
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? _options.AnonymousRead : _options.AnonymousWrite;
    }

    // Hashed first, so that the comparison says nothing about the length either.
    private static byte[] Hash(byte[] account) => SHA256.HashData(account);

    private static byte[]? Presented(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return null;
        var account = new byte[header.Length];
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[6..].Trim(), account, out var length))
            return [];
        // Some clients answer a challenge with an empty account when they have none.
        return length == 1 && account[0] == ':' ? null : account[..length];
    }
}
