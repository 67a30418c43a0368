using Attestry.Hosting.Background;

namespace Attestry.SignatureVerifier.Lapses;

/// <summary>Looks every minute for signatures that lapsed: ages are counted in days.</summary>
internal sealed class SignatureLapseWorker(SignatureLapses lapses, TimeProvider time, ILogger<SignatureLapseWorker> log)
    : PeriodicService(Interval, Interval, time, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override Task TurnAsync(CancellationToken cancellation) => lapses.RunAsync(cancellation);
}
