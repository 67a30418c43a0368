namespace Attestry.Sbom.Secrets;

/// <summary>Where something stands that must not be known. What it is stays unsaid: no part of the value is kept.</summary>
/// <param name="Path">In the image's root, without leading slash.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Kind">Stable: <c>private-key</c>, <c>github-token</c>.</param>
public sealed record LayerSecret(string Path, int Line, string Kind);
