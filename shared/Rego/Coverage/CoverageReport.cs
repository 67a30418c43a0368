using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Coverage;

/// <summary>How much of a set of modules some evaluations reached.</summary>
public sealed record CoverageReport(IReadOnlyList<FileCoverage> Files)
{
    /// <summary>Over all files, from 0 to 100.</summary>
    public double Percent => new FileCoverage("", [.. Files.SelectMany(f => f.Covered)], [.. Files.SelectMany(f => f.NotCovered)]).Percent;

    public static CoverageReport Of(IEnumerable<PolicyModule> modules, CoverageRecord record) => new([.. modules.Select(m => Of(m, record))]);

    private static FileCoverage Of(PolicyModule module, CoverageRecord record)
    {
        var rows = new SortedDictionary<int, bool>();
        foreach (var place in module.Rules.Where(r => !r.IsDefault).SelectMany(Places))
            rows[place.Row] = rows.GetValueOrDefault(place.Row) | record.Contains(place);
        return new(module.File, [.. rows.Where(r => r.Value).Select(r => r.Key)], [.. rows.Where(r => !r.Value).Select(r => r.Key)]);
    }

    private static IEnumerable<SourceLocation> Places(Rule rule)
    {
        for (Rule? at = rule; at is not null; at = at.Else)
            yield return at.Location;
        foreach (var expression in SyntaxWalk.Expressions(rule).Where(e => e.EndOffset > 0))
            yield return expression.Location;
    }
}
