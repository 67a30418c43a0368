namespace Attestry.Rego.Syntax;

/// <summary>One policy file.</summary>
/// <param name="Package">The path without <c>data</c>: <c>package a.b</c> is <c>a</c>, <c>b</c>.</param>
/// <param name="Annotations">Blocks of scope <c>package</c> and <c>subpackages</c>.</param>
public sealed record PolicyModule(
    string File,
    RegoVersion Version,
    IReadOnlyList<string> Package,
    SourceLocation PackageLocation,
    IReadOnlyList<Import> Imports,
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<Annotations> Annotations,
    IReadOnlyList<Comment> Comments,
    string Source);
