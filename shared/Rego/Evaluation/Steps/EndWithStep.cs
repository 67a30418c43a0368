namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Ends the reach of a <see cref="WithStep"/>: what follows sees again what was outside.</summary>
internal sealed class EndWithStep : Step
{
    internal override bool Run(Frame frame)
    {
        var inner = frame.Context;
        frame.Context = inner.Outer!;
        var more = Next.Run(frame);
        frame.Context = inner;
        return more;
    }
}
