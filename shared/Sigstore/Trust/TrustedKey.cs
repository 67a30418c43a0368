using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Trust;

/// <param name="Name">What people call it; stands in evidence.</param>
/// <param name="Repositories">Where it is trusted (<see cref="Primitives.RepositoryPattern"/>); with none, nowhere.</param>
public sealed record TrustedKey(string Name, VerificationKey Key, IReadOnlyList<string> Repositories);
