namespace Attestry.Rego.Evaluation.Steps;

/// <summary>
/// One step of a body: for each way in which it holds, it runs the next step. Which variables are bound at each step is
/// known when the body is compiled, so nothing is ever undone: a slot is simply written again.
/// </summary>
internal abstract class Step
{
    /// <summary>The step that runs for each way; set once, when the body is joined.</summary>
    internal Step Next { get; set; } = null!;

    /// <summary>False when a later step wants no more ways.</summary>
    internal abstract bool Run(Frame frame);
}
