namespace Attestry.Sbom.Catalogers.Go;

/// <summary>A module in a Go binary's build information.</summary>
/// <param name="Sum"><c>h1:…</c>; empty of the main module and of local replacements.</param>
/// <param name="Replacement">What was built instead of it; null when it was not replaced.</param>
internal sealed record GoModule(string Path, string Version, string Sum, GoModule? Replacement = null);
