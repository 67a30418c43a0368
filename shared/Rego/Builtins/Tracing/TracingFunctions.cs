using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Tracing;

/// <summary>What a policy says to whoever listens: <c>trace</c>, <c>print</c>. Both are always true.</summary>
internal static class TracingFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("trace", [Text], RegoType.Boolean, Trace),
        new("internal.print", [ArrayOf(SetOf(Any))], RegoType.Boolean, Print),
    ];

    private static RegoBoolean Trace(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Listener?.Invoke(operands.Text(0));
        return RegoBoolean.True;
    }

    /// <summary>Each operand is a set of its values; of an undefined one it is empty. Several values print a line for each combination.</summary>
    private static RegoBoolean Print(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (context.Listener is { } listener)
            Combine(context, operands.Array(0), 0, [], listener);
        return RegoBoolean.True;
    }

    private static void Combine(BuiltinContext context, RegoArray operands, int at, List<string> words, Action<string> listener)
    {
        context.Charge(1);
        if (at == operands.Count)
        {
            listener(string.Join(' ', words));
            return;
        }
        var values = operands[at] as RegoSet ?? throw new BuiltinException("illegal argument type: " + operands[at].TypeName);
        IEnumerable<string> texts = values.Count == 0 ? ["<undefined>"] : values.Items.ToArray().Select(v => v is RegoString text ? text.Value : TermText.Of(context, v));
        foreach (var text in texts)
        {
            words.Add(text);
            Combine(context, operands, at + 1, words, listener);
            words.RemoveAt(words.Count - 1);
        }
    }
}
