using Attestry.TestKit.Servers;

namespace Attestry.HostAgent.Tests;

/// <summary><c>attestry-agent run</c> through what happens to a daemon.</summary>
public sealed class DaemonTests
{
    [Fact]
    public async Task Goes_on_after_restarts_of_server_and_tpm_and_ends_when_it_is_told()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        using var end = new CancellationTokenSource();
        using var errors = new LogText();
        var running = host.RunAsync(collector.Address, errors, new QuickTime(), end.Token);

        await Eventually.HoldsAsync(() => collector.Evidence.Count >= 2);
        await collector.StopAsync();
        await Eventually.HoldsAsync(() => errors.ToString().Contains("cannot be reached", StringComparison.Ordinal));
        await collector.StartAgainAsync();
        await MoreAsync(collector);
        await host.Tpm.TurnOffAsync();
        await Eventually.HoldsAsync(() => errors.ToString().Contains("tpm2 ", StringComparison.Ordinal));
        await host.Tpm.TurnOnAsync();
        // PCR 10 is zero again; the list of the new boot is written after it.
        await MoreAsync(collector);
        collector.Forget();
        await Eventually.HoldsAsync(() => collector.Enrolments.Count == 2);
        await MoreAsync(collector);

        await end.CancelAsync();
        (await running).ShouldBe(0);
        collector.Enrolments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Says_what_became_of_the_host_once_for_each_change()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        using var end = new CancellationTokenSource();
        using var errors = new LogText();
        var running = host.RunAsync(collector.Address, errors, new QuickTime(), end.Token);
        await Eventually.HoldsAsync(() => collector.Evidence.Count >= 4);
        await host.Tpm.RunAsync("pcrextend", $"10:sha256={new string('7', 64)}");
        await Eventually.HoldsAsync(() => errors.ToString().Contains("ima.pcr-mismatch", StringComparison.Ordinal));
        await end.CancelAsync();
        await running;

        errors.ToString().Split('\n').Count(line => line.Contains("is trusted", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_a_second_one_out()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();
        using var end = new CancellationTokenSource();
        var running = host.RunAsync(collector.Address, TextWriter.Null, new QuickTime(), end.Token);
        await Eventually.HoldsAsync(() => collector.Evidence.Count > 0);

        (await host.RunAsync("once", collector.Address)).ShouldBe(1);

        host.Errors.ShouldContain("Another attestry-agent");
        await end.CancelAsync();
        (await running).ShouldBe(0);
    }

    private static async Task MoreAsync(CollectorDouble collector)
    {
        var count = collector.Evidence.Count;
        await Eventually.HoldsAsync(() => collector.Evidence.Count > count);
    }
}
