using Attestry.Advisories;

namespace Attestry.Cli.Output;

/// <summary>What a database of advisories holds.</summary>
/// <param name="AgeSeconds">Since somebody looked for newer ones at the source that waits longest; null when nobody ever did.</param>
/// <param name="Modified">When the advisory changed last that changed last of all.</param>
internal sealed record DatabaseStatus(
    string Database, int Advisories, double? AgeSeconds, bool Stale, DateTimeOffset? Refreshed, DateTimeOffset? Modified, IReadOnlyList<SourceStatus> Sources);
