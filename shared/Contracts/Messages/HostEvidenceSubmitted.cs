namespace Attestry.Contracts.Messages;

/// <summary>A host's evidence was stored; it is to be verified.</summary>
/// <param name="Evidence">Id of the <see cref="Documents.HostEvidenceDocument"/>.</param>
public sealed record HostEvidenceSubmitted(string Host, string Evidence);
