using Attestry.Sigstore.Certificates;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>
/// The SLSA build level (slsa.dev/spec/v1.1/levels) that a provenance earns. 0: its signature, subject or signer is not trusted,
/// or it contradicts the certificate. 1: it is all that, by a builder of whom nothing is configured. Else the level that is
/// configured for the builder and signer; at most 2 where the certificate says that the runner is the owner's own, because
/// nobody then vouches that builds are kept from each other.
/// </summary>
public static class BuildLevels
{
    private const int SelfHosted = 2;

    /// <param name="signer">Configured name of whoever signed it, and is trusted.</param>
    /// <param name="claims">Of the certificate; null when a key signed.</param>
    public static int Of(BuildProvenance provenance, string signer, CertificateClaims? claims, IReadOnlyList<TrustedBuilder> builders)
    {
        var level = builders.Where(builder => builder.Made(provenance, signer)).Select(builder => builder.Level).DefaultIfEmpty(1).Max();
        return IsSelfHosted(claims) ? Math.Min(level, SelfHosted) : level;
    }

    public static bool IsKnown(BuildProvenance provenance, string signer, IReadOnlyList<TrustedBuilder> builders) =>
        builders.Any(builder => builder.Made(provenance, signer));

    public static bool IsSelfHosted(CertificateClaims? claims) => claims?.RunnerEnvironment == "self-hosted";
}
