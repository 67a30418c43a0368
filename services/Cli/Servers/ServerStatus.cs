using Attestry.Contracts.Documents;

namespace Attestry.Cli.Servers;

/// <summary>The server's answer to <c>GET /v1/attestations/{digest}</c>, the parts that are used.</summary>
/// <param name="Artifacts">Each repository that holds the digest, the one that counts first.</param>
internal sealed record ServerStatus(string Digest, DecisionState State, bool Admit, DateTimeOffset? Deadline, IReadOnlyList<ServerArtifact> Artifacts)
{
    /// <summary>Both must say so: an answer that contradicts itself admits nothing.</summary>
    internal bool Admits => Admit && State is DecisionState.Passed or DecisionState.Warned && Artifacts.Count > 0 && Artifacts.All(artifact => artifact.Admit);
}
