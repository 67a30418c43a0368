using Attestry.Rego.Syntax;

namespace Attestry.Rego.Coverage;

/// <summary>Which expressions were reached and which rules held, over any number of evaluations; may be shared between threads.</summary>
public sealed class CoverageRecord
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<SourceLocation, bool> _hits = new();

    internal void Hit(SourceLocation place) => _hits.TryAdd(place, true);

    internal bool Contains(SourceLocation place) => _hits.ContainsKey(place);
}
