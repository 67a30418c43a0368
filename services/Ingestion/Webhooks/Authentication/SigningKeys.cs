using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>The keys of an identity provider: from the configuration, or from its metadata address and then cached.</summary>
internal sealed class SigningKeys
{
    private readonly IEnumerable<SecurityKey> _fixed = [];
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _provider;

    public SigningKeys(AuthenticationOptions options)
    {
        if (string.IsNullOrEmpty(options.Jwks))
            _provider = new(
                options.MetadataAddress!,
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !new Uri(options.MetadataAddress!).IsLoopback });
        else
            _fixed = new JsonWebKeySet(options.Jwks).GetSigningKeys();
    }

    public async Task<IEnumerable<SecurityKey>> GetAsync(CancellationToken cancellation) =>
        _provider is null ? _fixed : (await _provider.GetConfigurationAsync(cancellation)).SigningKeys;

    /// <summary>A token names a key that is not among them: the provider may have rotated. It is asked again, but not at every stranger's wish (once in five minutes).</summary>
    public void Renew() => _provider?.RequestRefresh();
}
