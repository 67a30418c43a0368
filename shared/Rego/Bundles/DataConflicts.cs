using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Finds rules at whose path base data lies too: one of the two would never be seen.</summary>
public static class DataConflicts
{
    /// <returns>OPA's errors, one for each path.</returns>
    public static IReadOnlyList<RegoError> Find(IEnumerable<PolicyModule> modules, RegoObject data)
    {
        var errors = new Dictionary<string, RegoError>();
        foreach (var module in modules)
        {
            foreach (var rule in module.Rules)
            {
                List<RegoValue> path = [.. module.Package.Append(rule.Name.Name).Select(part => new RegoString(part)), .. rule.Reference.TakeWhile(part => part is ScalarTerm).Select(part => ((ScalarTerm)part).Value)];
                if (Exists(data, path) && string.Join('/', path.Select(part => (part as RegoString)?.Value)) is var text)
                    errors.TryAdd(text, new("rego_compile_error", $"conflicting rule for data path {text} found", rule.Location));
            }
        }
        return [.. errors.Values];
    }

    private static bool Exists(RegoObject data, List<RegoValue> path)
    {
        RegoValue? at = data;
        foreach (var part in path)
            at = at is RegoObject inner && inner.TryGet(part, out var found) ? found : null;
        return at is not null;
    }
}
