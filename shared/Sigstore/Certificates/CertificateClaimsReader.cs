using System.Formats.Asn1;
using System.Text;

namespace Attestry.Sigstore.Certificates;

/// <summary>Reads Fulcio's extensions (fulcio/docs/oid-info.md).</summary>
internal static class CertificateClaimsReader
{
    private const string Arc = "1.3.6.1.4.1.57264.1.";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">An extension is not of its shape, or two contradict each other.</exception>
    internal static CertificateClaims Read(Certificate certificate)
    {
        try
        {
            var (old, issuer) = (Raw(certificate, 1), Der(certificate, 8));
            if (old is not null && issuer is not null && old != issuer)
                throw new FormatException("The certificate names two issuers of the identity.");
            return new()
            {
                Issuer = issuer ?? old,
                GitHubWorkflowTrigger = Raw(certificate, 2),
                GitHubWorkflowSha = Raw(certificate, 3),
                GitHubWorkflowName = Raw(certificate, 4),
                GitHubWorkflowRepository = Raw(certificate, 5),
                GitHubWorkflowRef = Raw(certificate, 6),
                BuildSignerUri = Der(certificate, 9),
                BuildSignerDigest = Der(certificate, 10),
                RunnerEnvironment = Der(certificate, 11),
                SourceRepositoryUri = Der(certificate, 12),
                SourceRepositoryDigest = Der(certificate, 13),
                SourceRepositoryRef = Der(certificate, 14),
                SourceRepositoryIdentifier = Der(certificate, 15),
                SourceRepositoryOwnerUri = Der(certificate, 16),
                SourceRepositoryOwnerIdentifier = Der(certificate, 17),
                BuildConfigUri = Der(certificate, 18),
                BuildConfigDigest = Der(certificate, 19),
                BuildTrigger = Der(certificate, 20),
                RunInvocationUri = Der(certificate, 21),
                SourceRepositoryVisibility = Der(certificate, 22),
                DeploymentEnvironment = Der(certificate, 23),
            };
        }
        catch (Exception e) when (e is AsnContentException or DecoderFallbackException)
        {
            throw new FormatException("An extension of the certificate authority cannot be read.", e);
        }
    }

    // 1.1 to 1.6 hold the bare text; the later ones a DER UTF8String.
    private static string? Raw(Certificate certificate, int number) =>
        certificate.Extensions.TryGetValue($"{Arc}{number}", out var extension) ? StrictUtf8.GetString(extension.Value.Span) : null;

    private static string? Der(Certificate certificate, int number)
    {
        if (!certificate.Extensions.TryGetValue($"{Arc}{number}", out var extension))
            return null;
        var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
        var text = reader.ReadCharacterString(UniversalTagNumber.UTF8String);
        reader.ThrowIfNotEmpty();
        return text;
    }
}
