namespace Attestry.Rego.Formatting;

/// <summary>The rows of a pair of brackets.</summary>
/// <param name="LastItem">Where what is in them ends.</param>
internal readonly record struct Brackets(int Open, int LastItem, int Close);
