using Attestry.HostAgent.Host;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.HostAgent.Tests;

public sealed class TsmReportsTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 64).Select(number => (byte)number)];

    [Fact]
    public async Task Asks_the_kernel_and_brings_the_certificates_that_it_hands_out()
    {
        using var tsm = new TestTsm("sev_guest", data => [.. "report over "u8, .. data], [7, 7]);
        var reports = new TsmReports(tsm.Folder, TimeProvider.System);

        reports.Kind().ShouldBe(TeeKind.SevSnp);
        for (var round = 0; round < 2; round++)
        {
            var report = await reports.MakeAsync(Data, default);
            report.Kind.ShouldBe(TeeKind.SevSnp);
            report.Certificates!.Value.ToArray().ShouldBe([7, 7]);
            report.Report.ToArray().ShouldBe([.. "report over "u8, .. Data]);
        }
    }

    [Fact]
    public async Task A_quote_of_intel_holds_its_certificates_itself()
    {
        using var tsm = new TestTsm("tdx_guest", data => data, [7]);
        (await new TsmReports(tsm.Folder, TimeProvider.System).MakeAsync(Data, default)).Certificates.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_no_confidential_machine_makes_no_reports()
    {
        using var folder = new TemporaryFolder();
        new TsmReports(folder.File("nowhere"), TimeProvider.System).Kind().ShouldBeNull();
        using var other = new TestTsm("arm_cca_guest", data => data);
        var reports = new TsmReports(other.Folder, new QuickTime());
        reports.Kind().ShouldBeNull();
        (await Should.ThrowAsync<AgentException>(async () => await reports.MakeAsync(Data, default))).Message.ShouldContain("attestry-agent check");
    }

    [Fact]
    public async Task A_report_that_is_too_large_or_empty_is_refused_after_some_tries()
    {
        var tries = 0;
        using (var large = new TestTsm("tdx_guest", _ => new byte[64 * 1024 + 1 + tries++]))
            (await Should.ThrowAsync<AgentException>(async () => await new TsmReports(large.Folder, new QuickTime()).MakeAsync(Data, default))).Message.ShouldContain("more than 65536 bytes");
        tries.ShouldBe(5);
        using var empty = new TestTsm("tdx_guest", _ => tries-- > 3 ? [] : Data);
        (await new TsmReports(empty.Folder, new QuickTime()).MakeAsync(Data, default)).Report.ToArray().ShouldBe(Data);
    }

    [Fact]
    public async Task A_report_is_sent_when_it_is_wanted_bound_to_nonce_and_key()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        using var processor = new TestProcessor();
        using var tsm = new TestTsm("sev_guest", data => processor.Report(data), processor.CertificateTable());
        await using var host = await TestHost.StartAsync();
        await using var collector = await CollectorDouble.StartAsync();

        (await host.RunAsync("once", collector.Address, "--tee-reports", tsm.Folder)).ShouldBe(0, host.Errors);
        collector.TeeWanted = true;
        (await host.RunAsync("once", collector.Address, "--tee-reports", tsm.Folder)).ShouldBe(0, host.Errors);

        collector.Challenges.Select(challenge => challenge.Tee).ShouldBe([TeeKind.SevSnp, TeeKind.SevSnp]);
        collector.Evidence[0].Tee.ShouldBeNull();
        var evidence = collector.Evidence[1];
        TpmPublic.TryRead(collector.Enrolments.Single().AkPublic.Span, out var key).ShouldBeTrue();
        SnpReport.TryRead(evidence.Tee!.Report.Span, out var report, out _).ShouldBeTrue();
        report!.ReportData.ToArray().ShouldBe(TeeBinding.ReportData(evidence.Nonce.Span, key!.Name));
    }
}
