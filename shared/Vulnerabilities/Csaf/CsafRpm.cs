namespace Attestry.Vulnerabilities.Csaf;

/// <param name="Ecosystem"><c>Red Hat:9</c>.</param>
/// <param name="Version">With the epoch where it has one: <c>1:3.0.7-27.el9</c>; null when the document names none.</param>
/// <param name="Module">Module and stream, <c>nodejs:16</c>; null when it is of none.</param>
internal sealed record CsafRpm(string Ecosystem, string Name, string? Version, string? Module);
