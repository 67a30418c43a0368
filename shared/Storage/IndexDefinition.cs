namespace Attestry.Storage;

/// <summary>
/// An index over top-level fields that are strings in JSON (text, enumerations, digests, times). A document whose value
/// is null sorts first. Times are written with fixed width in UTC, so that their ordinal order is their order in time.
/// </summary>
/// <param name="Fields">JSON names, most significant first.</param>
public sealed record IndexDefinition(string Name, params IReadOnlyList<string> Fields);
