namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A place in a document's text. Both count from 1; columns count code points. Zero where a tree came without its text.</summary>
internal readonly record struct GraphQlPosition(int Line, int Column);
