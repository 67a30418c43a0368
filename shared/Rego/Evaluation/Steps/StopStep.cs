namespace Attestry.Rego.Evaluation.Steps;

/// <summary>The last step of a body of which only one way is wanted.</summary>
internal sealed class StopStep : Step
{
    internal override bool Run(Frame frame) => false;
}
