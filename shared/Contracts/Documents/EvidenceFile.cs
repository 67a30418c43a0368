using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>A document beside an evidence, by digest in the content store.</summary>
/// <param name="Name">Short and stable, used in URLs: <c>spdx</c>, <c>cyclonedx</c>.</param>
public sealed record EvidenceFile(string Name, string MediaType, Digest Digest, long Size);
