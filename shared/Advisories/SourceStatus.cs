namespace Attestry.Advisories;

/// <param name="Name">As configured.</param>
/// <param name="Kind">One of the table of kinds: <c>osv</c>, <c>alpine</c>.</param>
/// <param name="Refreshed">When it was looked at last and all that it had was taken in.</param>
/// <param name="Modified">When the advisory changed last that changed last of all; null when it holds none.</param>
/// <param name="Advisories">How many the database holds of it, without those withdrawn; of feeds without advisories, how many entries.</param>
/// <param name="Tag">What tells at the next update whether it changed: a digest, or an HTTP entity tag.</param>
public sealed record SourceStatus(string Name, string Kind, DateTimeOffset Refreshed, DateTimeOffset? Modified, int Advisories, string? Tag);
