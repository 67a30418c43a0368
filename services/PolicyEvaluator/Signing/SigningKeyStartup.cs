namespace Attestry.PolicyEvaluator.Signing;

/// <summary>Publishes the key at start, before anyone needs it.</summary>
internal sealed class SigningKeyStartup(SigningKeyPublication publication) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => publication.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
