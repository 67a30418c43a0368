namespace Attestry.Ingestion.Reconciliation;

/// <summary>Spreads requests evenly: reconciling has time, the people who pull from the registry have not.</summary>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private readonly TimeSpan _between = TimeSpan.FromSeconds(1 / perSecond);

    public Task StepAsync(CancellationToken cancellation) => Task.Delay(_between, time, cancellation);
}
