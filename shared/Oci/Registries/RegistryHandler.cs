using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Oci.Registries;

/// <summary>Connections to a registry: no cookies, no automatic redirects (they would carry headers along), its own authorities.</summary>
internal static class RegistryHandler
{
    public static SocketsHttpHandler Create(RegistryOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            // An answer that is refused for its size is not read on to save the connection.
            MaxResponseDrainSize = 64 << 10,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.CaFile is { } file)
            handler.SslOptions.RemoteCertificateValidationCallback = Trusting(file);
        return handler;
    }

    // The system's authorities stay trusted: the blob storage that a registry redirects to may be a public one.
    private static RemoteCertificateValidationCallback Trusting(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return (_, certificate, presented, errors) =>
        {
            if (errors is SslPolicyErrors.None)
                return true;
            if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
            foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            return chain.Build(leaf);
        };
    }
}
