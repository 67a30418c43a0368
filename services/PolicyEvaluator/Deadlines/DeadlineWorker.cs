using Attestry.Hosting.Background;
using Attestry.PolicyEvaluator.Signing;

namespace Attestry.PolicyEvaluator.Deadlines;

/// <summary>Makes the deadline pass again and again.</summary>
internal sealed class DeadlineWorker(SigningKeyPublication keys, DeadlinePass pass, EvaluatorOptions options, TimeProvider time, ILogger<DeadlineWorker> log)
    : PeriodicService(TimeSpan.Zero, options.PassInterval, time, log)
{
    // The key is published at start, and again at each turn until the store took it.
    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        await pass.RunAsync(cancellation);
    }
}
