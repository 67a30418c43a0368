using Attestry.Rego.Compilation;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>Evaluates rules to the documents that they define, and functions to their results.</summary>
internal static class RuleEvaluator
{
    /// <summary>The document of a node's own rules; null when it is undefined.</summary>
    internal static RegoValue? Document(EvaluationContext context, RuleNode node)
    {
        context.Enter();
        var value = node.IsComplete ? Complete(context, node) : Partial(context, node);
        context.Leave();
        return value;
    }

    internal static RegoValue? Call(EvaluationContext context, RuleNode function, RegoValue[] arguments) =>
        context.Remembered(function, new RegoArray(arguments), () =>
        {
            context.Enter();
            var one = new OneValue("functions must not produce multiple outputs for same inputs");
            foreach (var rule in function.Index.Candidates(context, arguments))
            {
                if (!one.Has(rule))
                    RunChain(context, one.From(rule), arguments, one);
            }
            if (one.Value is null && function.Default is not null)
                RunChain(context, function.Default, arguments, one);
            context.Leave();
            return one.Value;
        });

    private static RegoValue? Complete(EvaluationContext context, RuleNode node)
    {
        var one = new OneValue("complete rules must not produce multiple outputs");
        foreach (var rule in node.Index.Candidates(context, []))
        {
            if (!one.Has(rule))
                RunChain(context, one.From(rule), [], one);
        }
        if (one.Value is null && node.Default is not null)
            RunChain(context, node.Default, [], one);
        return one.Value;
    }

    private static RegoValue Partial(EvaluationContext context, RuleNode node)
    {
        var parts = Own(context, node);
        foreach (var (key, child) in node.Children)
        {
            if (!child.IsFunction && DataDocuments.Virtual(context, child) is { } value)
                parts.AddChild(key, child, value);
        }
        return parts.Build();
    }

    // What the rules of the node itself make, without those of longer paths.
    private static PartialDocument Own(EvaluationContext context, RuleNode node)
    {
        var parts = new PartialDocument(node);
        foreach (var rule in node.Index.Candidates(context, []))
        {
            parts.AddsElements = rule.IsSet;
            parts.Location = rule.Source.Location;
            RunChain(context, rule, [], parts);
        }
        return parts;
    }

    /// <summary>What lies at <paramref name="keys"/> in a node's document, by the rules alone that may define it; null when that is nothing.</summary>
    internal static RegoValue? Part(EvaluationContext context, RuleNode node, ReadOnlySpan<RegoValue> keys)
    {
        context.Enter();
        var parts = Own(context, node);
        if (node.Children.TryGetValue(keys[0], out var child) && !child.IsFunction && Child(context, child, keys[1..]) is { } below)
            parts.AddChild(keys[0], child, below);
        RegoValue? value = parts.Build();
        context.Leave();
        foreach (var key in keys)
            value = value is null ? null : Lookup.Get(value, key);
        return value;
    }

    // Where several rules lie below, only those on the way to the part: another one may be asking.
    private static RegoValue? Child(EvaluationContext context, RuleNode child, ReadOnlySpan<RegoValue> keys)
    {
        if (keys.IsEmpty || (child.HasRules && !context.IsUnderEvaluation(child)))
            return DataDocuments.Virtual(context, child);
        if (child.HasRules)
            return Part(context, child, keys) is { } part ? DataOverlay.Insert(RegoObject.Empty, keys, part) : null;
        return child.Children.TryGetValue(keys[0], out var next) && !next.IsFunction && Child(context, next, keys[1..]) is { } below
            ? DataOverlay.Insert(RegoObject.Empty, keys[..1], below)
            : null;
    }

    // A rule, and where its body does not hold, its else branches.
    private static void RunChain(EvaluationContext context, CompiledRule first, RegoValue[] arguments, Steps.YieldStep.IReceiver receiver)
    {
        var counted = new Counting(receiver);
        for (var rule = first; rule is not null && counted.Received == 0; rule = rule.Else)
        {
            var frame = new Frame(context, rule.Slots, rule.Work);
            if (!Matches(frame, rule, arguments))
                continue;
            counted.NeedsMore = !rule.NeedsOneWay;
            frame.Work[rule.Yield.Receiver] = counted;
            rule.Body.Run(frame);
        }
    }

    private static bool Matches(Frame frame, CompiledRule rule, RegoValue[] arguments)
    {
        for (var i = 0; i < rule.Parameters.Length; i++)
        {
            if (!rule.Parameters[i].Match(frame, arguments[i]))
                return false;
        }
        return true;
    }

    private sealed class Counting(Steps.YieldStep.IReceiver receiver) : Steps.YieldStep.IReceiver
    {
        internal int Received { get; private set; }

        internal bool NeedsMore { get; set; }

        public bool Receive(RegoValue[] keys, RegoValue value)
        {
            Received++;
            return receiver.Receive(keys, value) && NeedsMore;
        }
    }

    private sealed class OneValue(string conflict) : Steps.YieldStep.IReceiver
    {
        private Syntax.SourceLocation _location;

        internal RegoValue? Value { get; private set; }

        /// <summary>The rule could only give the value that is there already.</summary>
        internal bool Has(CompiledRule rule) => Value is not null && rule.Else is null && rule.Constant is { } constant && constant.Equals(Value);

        internal CompiledRule From(CompiledRule rule)
        {
            _location = rule.Source.Location;
            return rule;
        }

        public bool Receive(RegoValue[] keys, RegoValue value)
        {
            if (Value is not null && !Value.Equals(value))
                throw EvaluationErrors.Conflict(conflict, _location);
            Value ??= value;
            return true;
        }
    }
}
