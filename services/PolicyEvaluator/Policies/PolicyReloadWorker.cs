using Attestry.Hosting.Background;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>Loads the policies before the bus delivers anything, and looks at their sources on a schedule.</summary>
internal sealed class PolicyReloadWorker(PolicyLoader loader, PoliciesOptions options, TimeProvider time, ILogger<PolicyReloadWorker> log)
    : PeriodicService(options.ReloadInterval, options.ReloadInterval, time, log), IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => loader.StartAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task TurnAsync(CancellationToken cancellation) => loader.ReloadAsync(cancellation);
}
