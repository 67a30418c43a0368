using Attestry.Sigstore.Certificates;

namespace Attestry.Sigstore.Trust;

/// <param name="Issuer">Who must vouch for the subject: an identity is worth what its issuer is.</param>
/// <param name="Subject">An address or URI.</param>
public sealed record TrustedIdentity(TextPattern Issuer, TextPattern Subject)
{
    public bool Matches(SignerIdentity identity) => identity.Issuer is { } issuer && Issuer.Matches(issuer) && identity.Subjects.Any(Subject.Matches);

    public override string ToString() => $"{Subject} by {Issuer}";
}
