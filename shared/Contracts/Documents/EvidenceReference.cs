using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>Which evidence a decision rested on, by the digest of its content.</summary>
public sealed record EvidenceReference(string Kind, string Producer, Digest Digest);
