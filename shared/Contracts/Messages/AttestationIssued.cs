using Attestry.Contracts.Documents;

namespace Attestry.Contracts.Messages;

/// <summary>A decision was signed and appended.</summary>
/// <param name="Artifact">Artifact id of the subject.</param>
/// <param name="Attestation">Id of the <see cref="AttestationDocument"/>.</param>
public sealed record AttestationIssued(string Artifact, string Attestation, DecisionState State);
