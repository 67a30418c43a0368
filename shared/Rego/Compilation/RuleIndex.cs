using System.Collections.Frozen;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>The rules of one place, by what many of them ask first: of a thousand rules that each concern one kind of input only a few are tried.</summary>
internal sealed class RuleIndex
{
    // For fewer rules a look at each is as fast.
    private const int FewestConditions = 4;

    // Rules without the condition stand beside each of its values; beyond so many places the index is not worth its memory.
    private const int MostPlaces = 1 << 16;

    private readonly CompiledRule[] _all;
    private readonly CompiledRule[] _unconditional = [];
    private readonly RuleCondition? _asked;
    private readonly FrozenDictionary<RegoValue, CompiledRule[]> _byValue = FrozenDictionary<RegoValue, CompiledRule[]>.Empty;

    internal RuleIndex(IReadOnlyList<CompiledRule> rules)
    {
        _all = [.. rules];
        IsComplete = Array.TrueForAll(_all, rule => rule is { IsSet: false, Suffix.Length: 0 });
        var asked = _all.Where(r => r.Condition is not null).GroupBy(r => (r.Condition!.Argument, r.Condition.Path)).MaxBy(g => g.Count());
        if (asked is null || asked.Count() < FewestConditions)
            return;
        var values = asked.Select(r => r.Condition!.Value).Distinct().ToList();
        var conditional = asked.ToHashSet();
        _unconditional = [.. _all.Where(r => !conditional.Contains(r))];
        if ((long)values.Count * _unconditional.Length > MostPlaces)
            return;
        _asked = asked.First().Condition;
        var places = _all.Index().ToDictionary(r => r.Item, r => r.Index);
        _byValue = asked.GroupBy(r => r.Condition!.Value)
            .ToFrozenDictionary(g => g.Key, g => g.Concat(_unconditional).OrderBy(r => places[r]).ToArray());
    }

    /// <summary>Every rule makes the one value of its path, not a part of a collection.</summary>
    internal bool IsComplete { get; }

    /// <summary>The rules whose conditions may hold, in order.</summary>
    internal CompiledRule[] Candidates(EvaluationContext context, ReadOnlySpan<RegoValue> arguments)
    {
        // Coverage tells what was reached, and a mock may stand in for the comparison.
        if (_asked is null || context.Coverage is not null || context.Mocks is not null)
            return _all;
        var value = _asked.Argument < 0 ? context.Input : arguments[_asked.Argument];
        foreach (var key in _asked.Path.Items)
            value = value is null ? null : Lookup.Get(value, key);
        return value is not null && _byValue.TryGetValue(value, out var found) ? found : _unconditional;
    }
}
