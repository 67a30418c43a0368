namespace Attestry.Sigstore.Trust;

/// <param name="Name">What people call it; stands in evidence.</param>
/// <param name="Repositories">Where it is trusted (<see cref="Primitives.RepositoryPattern"/>); with none, nowhere.</param>
public sealed record NamedIdentity(string Name, TrustedIdentity Identity, IReadOnlyList<string> Repositories);
