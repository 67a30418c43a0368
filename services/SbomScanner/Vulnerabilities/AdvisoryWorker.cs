using Attestry.Advisories;
using Attestry.Advisories.Sources;
using Attestry.Hosting.Background;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>Brings the advisories up to date on a schedule, and has those artifacts judged anew that they are about.</summary>
internal sealed class AdvisoryWorker(AdvisoryStore advisories, VulnerabilityOptions options, RejudgePass pass, FreshnessPass freshness, TimeProvider time, ILogger<AdvisoryWorker> log)
    : PeriodicService(TimeSpan.Zero, options.PollInterval, time, log)
{
    // Of each request's headers; what follows them may take as long as it takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private DateTimeOffset _due = DateTimeOffset.MinValue;

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        if (Time.GetUtcNow() >= _due)
        {
            await UpdateAsync(cancellation);
            _due = Time.GetUtcNow() + options.UpdateInterval;
        }
        await pass.RunAsync(cancellation);
        await freshness.RunAsync(cancellation);
    }

    private async Task UpdateAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        var updater = new AdvisoryUpdater(advisories.File!, client, Time, options.ProbabilitySteps is { Count: > 0 } steps ? new ProbabilitySteps(steps) : null);
        foreach (var source in options.Sources)
        {
            var report = await updater.RefreshAsync(source.ToSource(), cancellation);
            if (report.Outcome == SourceOutcome.Failed)
                log.LogError("The advisories of {Source} could not be had: {Problem}", source.Name, report.Problem);
            else
                log.LogInformation("{Source}: {Outcome}, {Advisories} advisories, {Changed} packages changed", source.Name, report.Outcome, report.Advisories, report.Changed.Count);
        }
    }
}
