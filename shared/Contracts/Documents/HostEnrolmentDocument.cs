using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>An enrolment that waits for the proof that the keys are in one TPM. Deleted by the one attempt to give it.</summary>
/// <param name="Id">Random.</param>
/// <param name="SecretHash">Lower-case hex SHA-256 of what the TPM must decrypt.</param>
/// <param name="AcceptedBy">As of <see cref="HostDocument"/>; null when a person has to decide.</param>
public sealed record HostEnrolmentDocument(
    string Id,
    string Host,
    Digest Ek,
    ReadOnlyMemory<byte> EkPublic,
    ReadOnlyMemory<byte> AkPublic,
    string SecretHash,
    string? AcceptedBy,
    IReadOnlyDictionary<string, string> Facts,
    DateTimeOffset ExpiresAt) : IDocument
{
    /// <summary>Where it was asked from; null when that is not known.</summary>
    public string? Address { get; init; }
}
