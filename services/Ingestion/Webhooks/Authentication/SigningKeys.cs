using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Where the keys of an identity provider come from: the configuration, or its metadata address (cached, renewed when keys rotate).</summary>
internal static class SigningKeys
{
    public static Func<CancellationToken, Task<IEnumerable<SecurityKey>>> From(AuthenticationOptions options)
    {
        if (!string.IsNullOrEmpty(options.Jwks))
        {
            IEnumerable<SecurityKey> keys = new JsonWebKeySet(options.Jwks).GetSigningKeys();
            return _ => Task.FromResult(keys);
        }
        var manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.MetadataAddress!,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !new Uri(options.MetadataAddress!).IsLoopback });
        return async cancellation => (await manager.GetConfigurationAsync(cancellation)).SigningKeys;
    }
}
