namespace Attestry.Contracts.Messages;

/// <summary>Evidence that a decision waits for has not come; whoever produces <paramref name="Kind"/> is asked for it again.</summary>
/// <param name="Artifact">Artifact id.</param>
/// <param name="Kind">One of <see cref="EvidenceKinds"/>.</param>
public sealed record EvidenceRequested(string Artifact, string Kind, int Attempt);
