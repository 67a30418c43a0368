using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.Tpm.Endorsement;

/// <summary>A path from a certificate to one of the given roots (RFC 5280 §6.1). Nothing is fetched, no store of the system counts.</summary>
internal static class CertificatePath
{
    internal static PathState Build(X509Certificate2 leaf, IEnumerable<X509Certificate2> intermediates, IEnumerable<X509Certificate2> roots, DateTimeOffset time)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        policy.ExtraStore.AddRange(intermediates.ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = time.UtcDateTime;
        try
        {
            if (policy.CustomTrustStore.Count > 0 && chain.Build(leaf))
                return PathState.Sound;
        }
        catch (CryptographicException)
        {
            return PathState.Untrusted;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
        return chain.ChainStatus.Length > 0 && chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NotTimeValid)
            ? PathState.OutsideValidity
            : PathState.Untrusted;
    }
}
