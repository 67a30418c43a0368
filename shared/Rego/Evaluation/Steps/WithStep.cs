using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Runs the following steps, up to <see cref="EndWithStep"/>, with replaced input, data or functions.</summary>
internal sealed class WithStep(IReadOnlyList<WithStep.Replacement> replacements) : Step
{
    internal override bool Run(Frame frame)
    {
        var outer = frame.Context;
        RegoValue? input = outer.Input;
        var overlay = outer.Overlay;
        Dictionary<string, Mock>? mocks = null;
        foreach (var replacement in replacements)
        {
            var value = replacement.Value?.Evaluate(frame);
            if (value is null && replacement.Mock is null)
                return true;
            switch (replacement.Target)
            {
                case Target.Input:
                    input = replacement.Path.Length == 0 ? value : DataOverlay.Insert(input ?? RegoObject.Empty, replacement.Path, value!);
                    break;
                case Target.Data:
                    overlay = DataOverlay.Set(overlay, replacement.Path, value!);
                    break;
                default:
                    mocks ??= outer.Mocks is null ? [] : new(outer.Mocks);
                    mocks[replacement.Function!] = replacement.Mock ?? new Mock(value, null, null);
                    break;
            }
        }
        frame.Context = outer.With(input, overlay, mocks ?? outer.Mocks);
        var more = Next.Run(frame);
        frame.Context = outer;
        return more;
    }

    internal enum Target
    {
        Input = 0,
        Data,
        Function,
    }

    /// <param name="Path">Below <c>input</c> or <c>data</c>.</param>
    /// <param name="Mock">Of a function that another function replaces; then there is no value.</param>
    internal sealed record Replacement(Target Target, RegoValue[] Path, string? Function, Expr? Value, Mock? Mock);
}
