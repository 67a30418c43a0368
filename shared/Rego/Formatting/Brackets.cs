namespace Attestry.Rego.Formatting;

/// <summary>The rows of a pair of brackets.</summary>
/// <param name="LastItem">Where what is in them ends.</param>
/// <param name="IsFollowedByBrace">Right behind them, on the row, stands an opening brace: in v0 a further body of the same rule.</param>
internal readonly record struct Brackets(int Open, int LastItem, int Close, bool IsFollowedByBrace);
