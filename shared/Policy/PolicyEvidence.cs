using Attestry.Contracts.Evidence;
using Attestry.Primitives;

namespace Attestry.Policy;

/// <param name="Digest">Of the content as stored.</param>
public sealed record PolicyEvidence<T>(string Producer, Digest Digest, EvidenceContent<T> Content);
