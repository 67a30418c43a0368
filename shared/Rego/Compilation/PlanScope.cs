using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Compilation;

/// <summary>What the plans of one rule or query share: its slots, the rules and functions that it may name, and the errors found.</summary>
internal sealed class PlanScope(RuleNode root, IReadOnlyDictionary<string, Builtin> builtins, List<RegoError> errors, bool covers = false)
{
    /// <summary>Steps that note what is reached are wanted.</summary>
    internal bool Covers => covers;

    private readonly Dictionary<string, int> _slots = [];

    internal RuleNode Root => root;

    internal IReadOnlyDictionary<string, Builtin> Builtins => builtins;

    internal int Slots { get; private set; }

    internal int Work { get; private set; }

    internal int SlotOf(string name)
    {
        if (!_slots.TryGetValue(name, out var slot))
            _slots[name] = slot = Slots++;
        return slot;
    }

    /// <summary>A slot for a value that has no name.</summary>
    internal int NewSlot() => Slots++;

    internal int NewWork() => Work++;

    // A body is planned in several attempts; each error is reported once.
    internal void Error(string code, string message, SourceLocation location)
    {
        if (!errors.Any(e => e.Code == code && e.Message == message && e.Location == location))
            errors.Add(new RegoError(code, message, location));
    }

    internal void Unsafe(string name, SourceLocation location)
    {
        HasUnsafe = true;
        Error("rego_unsafe_var_error", $"var {Names.Written(name)} is unsafe", location);
    }

    /// <summary>A variable was reported: what a body cannot bind needs no second report where the head names it.</summary>
    internal bool HasUnsafe { get; private set; }
}
