namespace Attestry.Vulnerabilities.Osv;

/// <param name="Version"><c>0</c> of <see cref="OsvEventKind.Introduced"/> is before every version, <c>*</c> of a limit after every one.</param>
public sealed record OsvEvent(OsvEventKind Kind, string Version);
