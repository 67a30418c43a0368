using Attestry.Hosting.Background;
using Attestry.Hosting.Options;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Follows the repository of the trusted root while the service runs. Whatever goes wrong, the root that was believed before stays.</summary>
internal sealed class TrustRefreshWorker(CurrentTrust trust, TufOptions tuf, TimeProvider time, ILogger<TrustRefreshWorker> log)
    : PeriodicService(tuf.RefreshInterval, tuf.RefreshInterval, time, log)
{
    internal Task RefreshAsync(CancellationToken cancellation) => TurnAsync(cancellation);

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        try
        {
            trust.Replace(TrustLoader.Root(await TrustedRootSource.FetchAsync(tuf, Time, cancellation))!);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is OptionsException or HttpRequestException or IOException or OperationCanceledException)
        {
            trust.Keep(e.Message);
            log.LogWarning(e, "The newest trusted root cannot be had; the one before it stays, and it is tried again in {Interval}", tuf.RefreshInterval);
        }
    }
}
