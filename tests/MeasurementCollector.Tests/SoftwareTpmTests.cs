using System.Net;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Servers;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>End to end with a real TPM implementation: its manufacturer's certificate, its keys, its PCRs, its quotes.</summary>
public sealed class SoftwareTpmTests
{
    [Fact]
    public async Task A_host_enrols_by_its_manufacturer_attests_and_is_found_out()
    {
        if (!SoftwareTpm.IsAvailable || ExternalProgram.Find("swtpm_setup") is null)
            return;
        await using var tpm = await SoftwareTpm.StartAsync(certified: true);
        var (root, issuer) = tpm.Authority;
        await using var bed = await CollectorBed.StartAsync(time: new ManualTime(DateTimeOffset.UtcNow), settings:
        [
            ("Collector:Endorsement:Roots:0", root), ("Collector:Endorsement:Intermediates:0", issuer), ("Collector:Endorsement:Approval", "false"),
            ("Collector:RecoverByEvidence", "true"), ("Collector:ListPartBytes", "1024"),
        ]);
        await using var host = await SoftwareTpmHost.StartAsync(bed, tpm);
        (await host.EnrolAsync()).State.ShouldBe(HostState.Enrolled);

        await host.MeasureAsync(log => log.AddFile("/usr/bin/a").AddFile("/usr/bin/b"));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        await host.MeasureAsync(log => log.AddFile("/usr/bin/c"));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        var shown = await bed.GetAsync("v1/hosts/swtpm-1");
        shown.GetProperty("entries").GetInt64().ShouldBe(4);
        shown.GetProperty("acceptedBy").GetString().ShouldBe("manufacturer");
        shown.GetProperty("facts").GetProperty("tpmModel").GetString().ShouldBe("swtpm");

        // What is longer than one evidence may be comes in parts, each with a quote of its own.
        await host.MeasureAsync(log => Enumerable.Range(0, 12).Aggregate(log, (all, number) => all.AddFile($"/opt/{new string('x', 200)}/{number}")));
        (await host.AttestAsync()).ShouldSatisfyAllConditions(
            part => part.Progress.ShouldBe(EvidenceProgress.Partial),
            part => part.State.ShouldBe(HostState.Trusted));
        EvidenceStatus last;
        while ((last = await host.AttestAsync()).Progress == EvidenceProgress.Partial)
        {
        }
        last.State.ShouldBe(HostState.Trusted);
        (await bed.GetAsync("v1/hosts/swtpm-1")).GetProperty("entries").GetInt64().ShouldBe(16);

        // The PCR was extended with what no entry tells.
        await tpm.RunAsync("pcrextend", $"10:sha256={new string('a', 64)}");
        var hidden = await host.AttestAsync();
        hidden.Findings.Select(one => one.Id).ShouldContain(ImaFindings.PcrMismatch);
        hidden.State.ShouldBe(HostState.Failed);
        (await bed.ActAsync("swtpm-1", "recover")).ShouldBe(HttpStatusCode.OK);
        // Also from the begin the list does not hold it.
        while ((last = await host.AttestAsync()).Progress == EvidenceProgress.Partial)
            last.State.ShouldBe(HostState.Enrolled);
        last.State.ShouldBe(HostState.Failed);
    }
}
