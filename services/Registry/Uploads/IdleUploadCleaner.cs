namespace Attestry.Registry.Uploads;

internal sealed class IdleUploadCleaner(UploadSessions uploads, EmbeddedRegistryOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.UploadIdleTime < Longest ? options.UploadIdleTime : Longest, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await uploads.EndIdleAsync();
    }
}
