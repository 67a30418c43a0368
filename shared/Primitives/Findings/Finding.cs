namespace Attestry.Primitives.Findings;

/// <summary>
/// One thing a check noticed. <paramref name="Id"/> is a dotted constant that never changes once published
/// (<c>layer.digest-mismatch</c>); <paramref name="Message"/> is for people and may be reworded.
/// </summary>
/// <param name="Location">What it is about: a path in a layer, a digest, a package URL. Null when the artifact as a whole.</param>
public sealed record Finding(string Id, Severity Severity, string Message, string? Location = null);
