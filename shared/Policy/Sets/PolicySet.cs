using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Policy.Sets;

/// <summary>A policy and what it is for.</summary>
/// <param name="Repositories">Patterns (<see cref="RepositoryPattern"/>).</param>
/// <param name="Environments">Names; empty for all.</param>
public sealed record PolicySet(string Name, IReadOnlyList<string> Repositories, IReadOnlyList<string> Environments, PolicyMode Mode, IPolicyEngine Engine)
{
    internal bool Covers(ArtifactDocument artifact, string environment) =>
        (Environments.Count == 0 || Environments.Contains(environment, StringComparer.Ordinal))
        && Repositories.Any(pattern => RepositoryPattern.Matches(pattern, $"{artifact.Registry}/{artifact.Repository}"));
}
