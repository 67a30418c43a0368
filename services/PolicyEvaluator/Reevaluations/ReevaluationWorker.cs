using Attestry.Hosting.Background;

namespace Attestry.PolicyEvaluator.Reevaluations;

/// <summary>Decides again and again what is due to be decided anew.</summary>
internal sealed class ReevaluationWorker(ReevaluationPass pass, EvaluatorOptions options, TimeProvider time, ILogger<ReevaluationWorker> log)
    : PeriodicService(TimeSpan.Zero, options.PassInterval, time, log)
{
    protected override Task TurnAsync(CancellationToken cancellation) => pass.RunAsync(cancellation);
}
