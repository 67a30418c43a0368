namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <param name="Name">Of the package, or module and stream: <c>nodejs:16</c>.</param>
/// <param name="Version">Epoch, version and release as the distribution writes them, without an epoch of 0; null when it asks for none.</param>
internal readonly record struct OvalTest(OvalTestKind Kind, string Name, string? Version);
