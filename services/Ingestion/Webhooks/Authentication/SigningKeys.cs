using Attestry.Primitives.Limits;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Where the keys of an identity provider come from: a file, or its metadata address (cached, renewed when keys rotate).</summary>
internal static class SigningKeys
{
    public static Func<CancellationToken, Task<IEnumerable<SecurityKey>>> From(AuthenticationOptions options)
    {
        if (!string.IsNullOrEmpty(options.JwksFile))
        {
            var keys = FromFile(options.JwksFile);
            return _ => Task.FromResult(keys);
        }
        var manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.MetadataAddress!,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !new Uri(options.MetadataAddress!).IsLoopback });
        return async cancellation => (await manager.GetConfigurationAsync(cancellation)).SigningKeys;
    }

    private static IEnumerable<SecurityKey> FromFile(string path)
    {
        var size = new FileInfo(path).Length;
        return size <= IngestionLimits.KeySetBytes
            ? new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys()
            : throw new InvalidDataException($"'{path}' has {size} bytes; a key set has at most {IngestionLimits.KeySetBytes}.");
    }
}
