using System.ComponentModel.DataAnnotations;

namespace Attestry.PolicyEvaluator;

/// <summary>Section <c>Evaluator</c>: how long evidence is awaited and who signs.</summary>
public sealed record EvaluatorOptions : IValidatableObject
{
    /// <summary>From the artifact's first sight until missing evidence is counted against it.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>When missing evidence is asked for first; the interval doubles each time.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The interval grows no further; evidence that is still missing after the deadline is asked for this often.</summary>
    public TimeSpan LongestAskInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often statuses that are due are looked at.</summary>
    public TimeSpan PassInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often artifacts without a status (a lost message) are looked for.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often every artifact is compared with its evidence and the policy; done at start too.</summary>
    public TimeSpan FullSweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a decision by a policy that looks at the clock is made again.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>URI of who verifies, which consumers of a summary expect beside the signing key.</summary>
    public string VerifierId { get; init; } = "https://attestry.dev/policy-evaluator";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, interval) in new[]
        {
            (nameof(Deadline), Deadline), (nameof(AskAfter), AskAfter), (nameof(LongestAskInterval), LongestAskInterval),
            (nameof(PassInterval), PassInterval), (nameof(SweepInterval), SweepInterval), (nameof(FullSweepInterval), FullSweepInterval),
            (nameof(RefreshInterval), RefreshInterval),
        })
            if (interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(30))
                yield return new("must be longer than nothing and at most 30 days, written as hh:mm:ss.", [name]);
        if (!Uri.TryCreate(VerifierId, UriKind.Absolute, out _))
            yield return new("must be an absolute URI.", [nameof(VerifierId)]);
    }

    /// <summary>How long to wait after evidence was asked for <paramref name="asked"/> times.</summary>
    internal TimeSpan AskInterval(int asked) =>
        TimeSpan.FromTicks((long)Math.Min(AskAfter.Ticks * Math.Pow(2, asked), LongestAskInterval.Ticks));
}
