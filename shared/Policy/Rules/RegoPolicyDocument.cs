using Attestry.Primitives;

namespace Attestry.Policy.Rules;

/// <summary>What a policy's digest is made over: names the bundle and everything else that steers its answers.</summary>
/// <param name="RuleSet">Grows in its version when the engine comes to judge the same bundle otherwise.</param>
/// <param name="Bundle">Digest of the bundle's content.</param>
/// <param name="Settings">Digest of the set's own data; null when it has none.</param>
internal sealed record RegoPolicyDocument(string RuleSet, string Name, Digest Bundle, string Revision, string Entrypoint, string? Settings)
{
    internal const string Engine = "rego/1";
}
