namespace Attestry.Contracts.Documents;

/// <summary>How far a host's measurement list is proven.</summary>
/// <param name="Format"><c>binary</c> or <c>ascii</c>.</param>
/// <param name="Entries">Replayed.</param>
/// <param name="Offset">Bytes of the list up to there.</param>
/// <param name="Resets">Boot that the list is of.</param>
/// <param name="Values">Of PCR 10 by bank, hexadecimal.</param>
public sealed record HostReplay(string Format, long Entries, long Offset, uint Resets, IReadOnlyDictionary<string, string> Values);
