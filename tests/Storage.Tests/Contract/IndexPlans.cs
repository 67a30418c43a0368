using Attestry.Storage.Providers;
using Attestry.Storage.Sql;

namespace Attestry.Storage.Tests.Contract;

/// <summary>Statements whose plans show whether a page is one range of its index.</summary>
internal static class IndexPlans
{
    internal static IEnumerable<SqlStatement> Pages(ISqlDialect dialect)
    {
        foreach (var descending in (bool[])[false, true])
        {
            foreach (var query in (Query[])[new("by_group"), new("by_group", "g"), new("by_group", "g", "n")])
            {
                var turned = query with { Descending = descending };
                var token = new IndexWalk(Note.Definition, turned).TokenOf(_ => "v", "7");
                yield return new SqlWalk(Note.Definition, new(Note.Definition, turned with { After = token }), dialect).Page();
            }
        }
    }
}
