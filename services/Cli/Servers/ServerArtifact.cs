using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Servers;

/// <param name="Artifact"><c>registry/repository@digest</c>.</param>
/// <param name="Attestation">Id of the signed decision; null while there is none.</param>
internal sealed record ServerArtifact(string Artifact, DecisionState State, bool Admit, string? Attestation, IReadOnlyList<Finding> Reasons);
