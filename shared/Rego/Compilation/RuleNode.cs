using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>A place in the tree of virtual documents under <c>data</c>: a package, or what the rules of one path make.</summary>
internal sealed class RuleNode(int id, string name, RuleNode? parent)
{
    private RuleIndex? _index;

    /// <summary>From 0, unique within a program.</summary>
    internal int Id { get; } = id;

    /// <summary>The full path: <c>data.a.b</c>.</summary>
    internal string Name { get; } = name;

    internal RuleNode? Parent { get; } = parent;

    internal Dictionary<RegoValue, RuleNode> Children { get; } = [];

    /// <summary>The rules whose constant path ends here, in order; empty at a package.</summary>
    internal List<CompiledRule> Rules { get; } = [];

    /// <summary>The rule that answers when no other does.</summary>
    internal CompiledRule? Default { get; set; }

    internal bool IsFunction { get; set; }

    /// <summary>Of a function: how many parameters it takes.</summary>
    internal int Arity { get; set; }

    /// <summary>Some rule's path ends here; known before the rules are compiled.</summary>
    internal bool Declared { get; set; }

    internal bool HasRules => Declared;

    /// <summary>Of <see cref="Rules"/>, made when they are first evaluated; threads that meet here make the same.</summary>
    internal RuleIndex Index => _index ??= new(Rules);

    internal bool IsComplete => Index.IsComplete;
}
