using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Says the values of its operands, each given as the set of its values, to the host; always holds.</summary>
internal sealed class PrintStep(Expr[] operands) : Step
{
    private const int MostLines = 100;

    internal override bool Run(Frame frame)
    {
        if (frame.Context.Builtins.Listener is { } listener)
        {
            IEnumerable<string> lines = [""];
            foreach (var operand in operands)
            {
                var texts = Texts(frame.Context.Builtins, (RegoSet)operand.Evaluate(frame)!);
                lines = lines.SelectMany(line => texts.Select(text => line.Length == 0 ? text : $"{line} {text}")).Take(MostLines);
            }
            foreach (var line in lines)
                listener(line);
        }
        return Next.Run(frame);
    }

    private static List<string> Texts(BuiltinContext context, RegoSet values) =>
        values.Count == 0 ? ["<undefined>"] : [.. values.Sorted.Select(v => v is RegoString s ? s.Value : TermText.Of(context, v))];
}
