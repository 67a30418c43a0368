using Attestry.Advisories.Sources;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>Brings the advisories up to date on a schedule, and has those artifacts judged anew that they are about.</summary>
internal sealed class AdvisoryWorker(AdvisoryStore advisories, VulnerabilityOptions options, RejudgePass pass, TimeProvider time, ILogger<AdvisoryWorker> log) : BackgroundService
{
    // Of each request's headers; what follows them may take as long as it takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        var updater = new AdvisoryUpdater(advisories.File!, client, time);
        using var timer = new PeriodicTimer(options.PollInterval, time);
        var due = time.GetUtcNow();
        try
        {
            do
            {
                if (time.GetUtcNow() >= due)
                {
                    await UpdateAsync(updater, stoppingToken);
                    due = time.GetUtcNow() + options.UpdateInterval;
                }
                await TryJudgeAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task UpdateAsync(AdvisoryUpdater updater, CancellationToken stopping)
    {
        foreach (var source in options.Sources)
        {
            var report = await updater.RefreshAsync(source.ToSource(), stopping);
            if (report.Outcome == SourceOutcome.Failed)
                log.LogError("The advisories of {Source} could not be had: {Problem}", source.Name, report.Problem);
            else
                log.LogInformation("{Source}: {Outcome}, {Advisories} advisories, {Changed} packages changed", source.Name, report.Outcome, report.Advisories, report.Changed.Count);
        }
    }

    private async Task TryJudgeAsync(CancellationToken stopping)
    {
        try
        {
            await pass.RunAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "What new advisories are about could not be judged; it is tried again in {Interval}", options.PollInterval);
        }
    }
}
