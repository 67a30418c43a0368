using System.Runtime.InteropServices;
using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation;
using Attestry.Rego.Coverage;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>One evaluation of a query: its input, data, replaced parts, what rules came to already, and its budget.</summary>
internal sealed class EvaluationContext
{
    private readonly Budget _budget;
    private readonly RegoValue?[] _documents;
    private readonly Dictionary<(int Function, RegoArray Arguments), RegoValue?> _calls = [];
    private readonly Dictionary<Step, EqualityJoin?> _joins = [];

    internal EvaluationContext(Budget budget, BuiltinContext builtins, RegoValue? input, RegoObject data, int nodes, bool strict, CoverageRecord? coverage)
    {
        Coverage = coverage;
        _budget = budget;
        Builtins = builtins;
        Input = input;
        Data = data;
        Strict = strict;
        _documents = new RegoValue?[nodes];
    }

    private EvaluationContext(EvaluationContext outer, RegoValue? input, DataOverlay? overlay, IReadOnlyDictionary<string, Mock>? mocks)
        : this(outer._budget, outer.Builtins, input, outer.Data, outer._documents.Length, outer.Strict, outer.Coverage) =>
        (Overlay, Mocks, Outer) = (overlay, mocks, outer);

    internal RegoValue? Input { get; }

    /// <summary>The base documents.</summary>
    internal RegoObject Data { get; }

    /// <summary>Parts of <c>data</c> that <c>with</c> replaced; null when none are.</summary>
    internal DataOverlay? Overlay { get; }

    /// <summary>Functions that <c>with</c> replaced, by name; null when none are.</summary>
    internal IReadOnlyDictionary<string, Mock>? Mocks { get; }

    /// <summary>The context outside of the <c>with</c> that made this one.</summary>
    internal EvaluationContext? Outer { get; }

    internal BuiltinContext Builtins { get; }

    /// <summary>Faults of built-in functions end the evaluation instead of making the call undefined.</summary>
    internal bool Strict { get; }

    internal CoverageRecord? Coverage { get; }

    /// <summary>A context in which the given parts are replaced; nothing that was computed outside is known in it.</summary>
    internal EvaluationContext With(RegoValue? input, DataOverlay? overlay, IReadOnlyDictionary<string, Mock>? mocks) => new(this, input, overlay, mocks);

    internal void Step() => _budget.Step();

    internal void Enter() => _budget.Enter();

    internal void Leave() => _budget.Leave();

    /// <summary>The document of a rule, computed once; null when it is undefined.</summary>
    internal RegoValue? Document(RuleNode node)
    {
        ref var known = ref _documents[node.Id];
        if (known is null || ReferenceEquals(known, UnderEvaluation))
        {
            known = UnderEvaluation;
            known = RuleEvaluator.Document(this, node) ?? Undefined;
        }
        return ReferenceEquals(known, Undefined) ? null : known;
    }

    internal bool IsUnderEvaluation(RuleNode node) => ReferenceEquals(_documents[node.Id], UnderEvaluation);

    /// <summary>What a walk repeats through the very same collection; null on its first time through it.</summary>
    internal EqualityJoin? JoinOf(Step walk, RegoValue collection)
    {
        ref var join = ref CollectionsMarshal.GetValueRefOrAddDefault(_joins, walk, out _);
        if (ReferenceEquals(join?.Collection, collection))
            return join;
        join = new(collection);
        return null;
    }

    internal RegoValue? Remembered(RuleNode function, RegoArray arguments, Func<RegoValue?> call)
    {
        if (_calls.TryGetValue((function.Id, arguments), out var known))
            return known;
        return _calls[(function.Id, arguments)] = call();
    }

    internal RegoValue? Call(Builtin builtin, RegoValue[] operands, SourceLocation location)
    {
        // Two collections may be compared or joined as a whole.
        if (operands is [{ Kind: >= RegoKind.Array } left, { Kind: >= RegoKind.Array } right])
            Builtins.Charge(Math.Min(left.Weight, right.Weight));
        try
        {
            return builtin.Function(Builtins, operands);
        }
        catch (BuiltinException e)
        {
            return Strict ? throw EvaluationErrors.Builtin(builtin.Name, e.Code, e.Message, location) : null;
        }
    }

    // No value of a policy is one of these very arrays.
    private static readonly RegoArray Undefined = new([RegoNull.Instance]);
    private static readonly RegoArray UnderEvaluation = new([RegoNull.Instance]);
}
