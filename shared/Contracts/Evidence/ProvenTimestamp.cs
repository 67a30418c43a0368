namespace Attestry.Contracts.Evidence;

/// <summary>A signature existed at <paramref name="Time"/>, says an authority that is trusted for it.</summary>
/// <param name="Authority">Name of the log or timestamp authority.</param>
public sealed record ProvenTimestamp(string Authority, DateTimeOffset Time);
