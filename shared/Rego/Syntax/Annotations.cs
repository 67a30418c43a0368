using Attestry.Rego.Values;

namespace Attestry.Rego.Syntax;

/// <summary>A <c># METADATA</c> block (OPA, policy language §metadata).</summary>
/// <param name="Scope"><c>rule</c>, <c>document</c>, <c>package</c> or <c>subpackages</c>.</param>
/// <param name="Content">The block's YAML as a value, <c>scope</c> included.</param>
public sealed record Annotations(string Scope, RegoObject Content, SourceLocation Location);
