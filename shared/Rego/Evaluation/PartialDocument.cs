using Attestry.Rego.Compilation;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>Gathers the parts of a set, an object, or objects nested by the keys of general references.</summary>
internal sealed class PartialDocument(RuleNode node) : YieldStep.IReceiver
{
    private readonly Branch _root = new();

    /// <summary>The rule that runs now adds elements, not a value.</summary>
    internal bool AddsElements { get; set; }

    internal SourceLocation Location { get; set; }

    public bool Receive(RegoValue[] keys, RegoValue value)
    {
        var at = _root;
        for (var i = 0; i < keys.Length; i++)
        {
            if (at.Value is not null || at.Elements is not null)
                throw Conflict();
            at = at.Child(keys[i]);
        }
        if (AddsElements && (at.HasChildren || at.Value is not null))
            throw Conflict();
        if (AddsElements)
            (at.Elements ??= new()).Add(value);
        else if ((at.Value is not null && !at.Value.Equals(value)) || at.HasChildren || at.Elements is not null)
            throw Conflict();
        else
            at.Value = value;
        return true;
    }

    /// <summary>Adds what rules with a longer constant path define; parts that both define must be equal or grow together.</summary>
    internal void AddChild(RegoValue key, RuleNode child, RegoValue value) => Merge(_root.Child(key), child, value);

    private void Merge(Branch branch, RuleNode? from, RegoValue value)
    {
        if (branch.IsEmpty)
            branch.Value = value;
        else if (from is { HasRules: true, IsComplete: true } or null || branch.Value is not null)
            branch.Value = branch.Value is { } known && known.Equals(value) ? known : throw Conflict();
        else if (branch.Elements is { } elements && value is RegoSet set)
            foreach (var element in set.Unordered)
                elements.Add(element);
        else if (branch.HasChildren && value is RegoObject o)
            foreach (var (key, item) in o.Entries)
                Merge(branch.Child(key), from.Children.GetValueOrDefault(key), item);
        else
            throw Conflict();
    }

    internal RegoValue Build() => node.Rules.Exists(rule => rule is { IsSet: true, Suffix.Length: 0 }) && !_root.HasChildren
        ? (_root.Elements ?? new()).Build()
        : _root.Build();

    private RegoException Conflict() => EvaluationErrors.Conflict("object keys must be unique", Location);

    private sealed class Branch
    {
        private Dictionary<RegoValue, Branch>? _children;

        internal RegoValue? Value { get; set; }

        internal RegoSet.Builder? Elements { get; set; }

        internal bool IsEmpty => Value is null && Elements is null && _children is null;

        internal bool HasChildren => _children is not null;

        internal Branch Child(RegoValue key)
        {
            _children ??= [];
            if (!_children.TryGetValue(key, out var child))
                _children[key] = child = new();
            return child;
        }

        internal RegoValue Build()
        {
            if (Value is not null)
                return Value;
            if (Elements is not null)
                return Elements.Build();
            return RegoObject.From((_children ?? []).Select(c => new KeyValuePair<RegoValue, RegoValue>(c.Key, c.Value.Build())));
        }
    }
}
