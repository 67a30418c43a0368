namespace Attestry.Advisories;

/// <summary>
/// Which changes of exploit predictions are news. The scores of some 250,000 vulnerabilities move a little every day; whoever has one is judged anew
/// only when it comes to a step, or falls clearly below one, so that one that wavers about a step is not news each day. Evidence that is
/// made for another reason shows the score of that day.
/// </summary>
/// <param name="Steps">Probabilities, each more than 0 and at most 1.</param>
public sealed record ProbabilitySteps(IReadOnlyList<double> Steps)
{
    /// <summary>Some 5 %, 2 % and half a per cent of all vulnerabilities are above these.</summary>
    public static readonly ProbabilitySteps Default = new([0.1, 0.5, 0.9]);

    /// <summary>How far below a step a score has to fall, as a share of the step.</summary>
    private const double Clearly = 0.9;

    /// <param name="before">What was news last; 0 when nothing was.</param>
    /// <param name="after">0 when there is no score any more.</param>
    internal bool AreCrossed(double before, double after) => Steps.Any(step => before < step ? after >= step : after < step * Clearly);
}
