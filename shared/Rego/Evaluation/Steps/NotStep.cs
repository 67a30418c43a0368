namespace Attestry.Rego.Evaluation.Steps;

/// <summary>Holds when its body has no way to hold.</summary>
internal sealed class NotStep(Step body) : Step
{
    internal override bool Run(Frame frame) => !body.Run(frame) || Next.Run(frame);
}
