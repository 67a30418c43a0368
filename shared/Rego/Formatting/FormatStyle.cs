using Attestry.Rego.Syntax;

namespace Attestry.Rego.Formatting;

/// <summary>What a module's version and imports allow it to be written with.</summary>
/// <param name="V1">Every value of a rule is given with <c>:=</c>.</param>
/// <param name="References">Heads are written as references, <c>a.b</c>, rather than <c>a["b"]</c>.</param>
internal sealed record FormatStyle(bool V1, bool If, bool Contains, bool References, bool AddsV1, bool DropsV0)
{
    internal static FormatStyle Of(PolicyModule module, FormatOptions options)
    {
        var v1 = options.Version == RegoVersion.V1 || options.Both || Imports("rego", "v1");
        return new(
            v1,
            v1 || Imports("future", "keywords") || Imports("future", "keywords", "if"),
            v1 || Imports("future", "keywords") || Imports("future", "keywords", "contains"),
            // One long head makes heads references in the whole module.
            module.Rules.Any(r => r.Reference.Count > 1 || (r.Reference.Count == 1 && r.Kind == RuleKind.PartialSet)),
            options.Both && !Imports("rego", "v1"),
            options.DropV0Imports);

        bool Imports(params string[] path) => module.Imports.Any(i => i.Path.SequenceEqual(path));
    }

    /// <summary>Is an import of no use in what is written?</summary>
    internal bool Drops(Import import) =>
        (DropsV0 && import.Path is ["rego", "v1"]) || ((DropsV0 || AddsV1) && import.Path is ["future", "keywords"] or ["future", "keywords", "if" or "in" or "contains" or "every"]);
}
