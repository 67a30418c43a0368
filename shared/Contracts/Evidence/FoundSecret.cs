using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>Where something lies in an image that must not be known.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Kind"><c>private-key</c>, <c>aws-access-key-id</c>, <c>github-token</c>, …</param>
/// <param name="Removed">A later layer hides the file; whoever pulls the image still has it.</param>
public sealed record FoundSecret(string Path, int Line, string Kind, Digest Layer, bool Removed);
