using Attestry.Hosting.Options;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Follows the repository of the trusted root while the service runs. Whatever goes wrong, the root that was believed before stays.</summary>
internal sealed class TrustRefreshWorker(CurrentTrust trust, TrustOptions options, TimeProvider time, ILogger<TrustRefreshWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Tuf is not { } tuf)
            return;
        using var timer = new PeriodicTimer(tuf.RefreshInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RefreshAsync(tuf, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    internal async Task RefreshAsync(TufOptions tuf, CancellationToken stopping)
    {
        try
        {
            trust.Replace(TrustLoader.Root(await TrustedRootSource.FetchAsync(tuf, time, stopping))!);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested && e is OptionsException or HttpRequestException or IOException or OperationCanceledException)
        {
            trust.Keep(e.Message);
            log.LogWarning(e, "The newest trusted root cannot be had; the one before it stays, and it is tried again in {Interval}", tuf.RefreshInterval);
        }
    }
}
