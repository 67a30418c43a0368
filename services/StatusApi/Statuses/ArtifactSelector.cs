using System.Diagnostics.CodeAnalysis;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.StatusApi.Statuses;

/// <summary>What a request is about: a digest, in one repository or wherever it is, judged for an environment.</summary>
internal sealed record ArtifactSelector
{
    private ArtifactSelector(Digest digest, ImageReference? repository, string environment) => (Digest, Repository, Environment) = (digest, repository, environment);

    public Digest Digest { get; }

    public ImageReference? Repository { get; }

    public string Environment { get; }

    /// <summary>The artifact's id when the repository is named; null when the digest is looked for everywhere.</summary>
    public string? Artifact => Repository?.WithDigest(Digest).ToString();

    /// <param name="repository"><c>registry/repository</c>, in any form that image references have; null for everywhere.</param>
    /// <param name="environment">As policy sets name it; null for the default one.</param>
    /// <param name="problem">What is wrong with the request, for its sender.</param>
    public static bool TryCreate(string digest, string? repository, string? environment, [NotNullWhen(true)] out ArtifactSelector? selector, [NotNullWhen(false)] out string? problem)
    {
        (selector, problem) = (null, null);
        ImageReference? name = null;
        if (!Digest.TryParse(digest, out var parsed))
            problem = $"'{Bounded.Quote(digest)}' is not a digest; write it as sha256:<64 lower-case hex digits>.";
        else if (repository is not null && !TryReadRepository(repository, out name))
            problem = $"'{Bounded.Quote(repository)}' is not a repository; write it as registry/repository.";
        else
            selector = new(parsed, name, environment ?? DecisionEnvironment.Default);
        return selector is not null;
    }

    /// <summary>A reference without tag and digest.</summary>
    public static bool TryReadRepository(string text, [NotNullWhen(true)] out ImageReference? repository) =>
        ImageReference.TryParse(text, out repository) && repository.Tag is null && repository.Digest.IsEmpty;
}
