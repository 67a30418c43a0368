namespace Attestry.Vulnerabilities.Osv;

/// <summary>A range as events on a line of versions; their order here does not matter, they are sorted when judged.</summary>
public sealed record OsvRange(OsvRangeType Type, IReadOnlyList<OsvEvent> Events);
