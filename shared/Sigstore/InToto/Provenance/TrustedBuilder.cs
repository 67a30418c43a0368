using Attestry.Primitives;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>A root of trust for builds, as SLSA's verification has it: who signs for which builder, and how well that builder guards its builds.</summary>
/// <param name="Id">What the provenance must call the builder.</param>
/// <param name="Level">The SLSA build level that the platform was assessed at, 1 to 3.</param>
/// <param name="Signers">Configured names of keys or identities that speak for it.</param>
/// <param name="Repositories">Where it is trusted (<see cref="RepositoryPattern"/>).</param>
public sealed record TrustedBuilder(TextPattern Id, int Level, IReadOnlyList<string> Signers, IReadOnlyList<string> Repositories)
{
    public bool IsFor(string repository) => Repositories.Any(pattern => RepositoryPattern.Matches(pattern, repository));

    internal bool Made(BuildProvenance provenance, string signer) => Signers.Contains(signer) && Id.Matches(provenance.BuilderId);
}
