using Attestry.Primitives;

namespace Attestry.Sigstore.Trust;

/// <summary>Which keys are trusted where.</summary>
public sealed class TrustedKeys(IReadOnlyList<TrustedKey> all)
{
    /// <param name="repository"><c>registry/repository</c>.</param>
    public IReadOnlyList<TrustedKey> For(string repository) =>
        [.. all.Where(key => key.Repositories.Any(pattern => RepositoryPattern.Matches(pattern, repository)))];
}
