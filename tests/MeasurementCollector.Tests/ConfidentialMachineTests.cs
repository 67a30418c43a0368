using Attestry.Hosting.Options;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Signing;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.History;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>Hosts that run in confidential machines, and those that say so.</summary>
public sealed class ConfidentialMachineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestProcessor _processor = new();

    public void Dispose()
    {
        _processor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_report_that_answers_the_challenge_makes_the_machine_known_in_status_and_history()
    {
        await using var bed = await StartAsync(("Collector:Evidence:Tee:Demand", "Required"), ("Collector:Evidence:Tee:Measurements:0", string.Concat(Enumerable.Repeat("aa", 48))));
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Processor = _processor;

        var status = await host.AttestAsync();

        status.Findings.ShouldBeEmpty();
        status.State.ShouldBe(HostState.Trusted);
        var tee = (await bed.GetAsync("v1/hosts/node-1")).GetProperty("tee");
        (tee.GetProperty("kind").GetString(), tee.GetProperty("tcb").GetString(), tee.GetProperty("debugAllowed").GetBoolean()).ShouldBe(("sevSnp", "4.0.22.213", false));
        var payloads = (await bed.GetAsync("v1/hosts/node-1/history")).GetProperty("items").EnumerateArray()
            .Select(item => System.Text.Json.JsonSerializer.Deserialize<DsseEnvelope>(item)!.Payload).ToList();
        var verifier = new HistoryVerifier("node-1");
        payloads.SelectMany(payload => verifier.Add(payload)).ShouldBeEmpty();
        HostRecord.Read(payloads[^1])!.Quote!.Tee!.Report.Length.ShouldBe(0x4A0);
        // A record whose report was made for another challenge is found without the collector.
        var forged = HostRecord.Read(payloads[^1])!;
        forged = forged with { Quote = forged.Quote! with { Tee = forged.Quote.Tee! with { Report = host.Report(new byte[32]).Report } } };
        var again = new HistoryVerifier("node-1");
        payloads.Take(payloads.Count - 1).SelectMany(payload => again.Add(payload)).ShouldBeEmpty();
        again.Add(forged.ToBytes()).Select(finding => finding.Id).ShouldBe([TeeFindings.ReportDataMismatch]);
    }

    [Fact]
    public async Task Each_thing_that_is_wrong_with_a_report_has_its_finding_and_fails_the_host()
    {
        using var other = new TestProcessor();
        await using var bed = await StartAsync(("Collector:Evidence:Tee:Demand", "Required"));
        var cases = new (string Name, string Finding, Func<SimulatedHost, HostEvidence, HostEvidence> Tamper)[]
        {
            ("none", TeeFindings.ReportMissing, (_, good) => good with { Tee = null }),
            ("another-nonce", TeeFindings.ReportDataMismatch, (host, good) => good with { Tee = host.Report(new byte[32]) }),
            ("another-key", TeeFindings.ReportDataMismatch, (_, good) => good with { Tee = new(good.Tee!.Kind, _processor.Report([.. good.Nonce.Span, .. new byte[32]])) { Certificates = good.Tee.Certificates } }),
            ("altered", TeeFindings.SignatureInvalid, (_, good) => good with { Tee = good.Tee! with { Report = Flipped(good.Tee.Report, 0x90) } }),
            ("debug", TeeFindings.DebugAllowed, (host, good) => good with { Tee = host.Report(good.Nonce.Span, report => report[0x0A] |= 1 << 3) }),
            ("stranger", TeeFindings.CertificateUntrusted, (_, good) => good with { Tee = good.Tee! with { Certificates = other.CertificateTable() } }),
            ("no-certificate", TeeFindings.CertificateMissing, (_, good) => good with { Tee = good.Tee! with { Certificates = null } }),
            ("nonsense", TeeFindings.Malformed, (_, good) => good with { Tee = new(good.Tee!.Kind, new byte[] { 1, 2, 3 }) }),
        };
        foreach (var (name, finding, tamper) in cases)
        {
            using var host = await SimulatedHost.EnrolledAsync(bed, name);
            host.Processor = _processor;

            var status = await host.AttestAsync(good => tamper(host, good));

            status.Findings.Select(one => one.Id).ShouldContain(finding, name);
            status.State.ShouldBe(HostState.Failed, name);
        }
    }

    [Fact]
    public async Task A_machine_that_was_confidential_cannot_stop_being_so()
    {
        await using var bed = await StartAsync(("Collector:Evidence:Tee:Demand", "WhenPresent"));
        using var plain = await SimulatedHost.EnrolledAsync(bed, "plain");
        (await plain.AttestAsync()).State.ShouldBe(HostState.Trusted);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Processor = _processor;
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        host.Processor = null;
        var status = await host.AttestAsync();

        status.State.ShouldBe(HostState.Failed);
        status.Findings.Select(one => one.Id).ShouldContain(TeeFindings.ReportMissing);
    }

    [Fact]
    public async Task Groups_of_hosts_have_demands_of_their_own()
    {
        await using var bed = await StartAsync(
            ("Collector:Groups:0:Name", "confidential"), ("Collector:Groups:0:Hosts:0", "cvm-*"), ("Collector:Groups:0:Evidence:Tee:Demand", "Required"));
        using var inside = await SimulatedHost.EnrolledAsync(bed, "cvm-1");
        using var outside = await SimulatedHost.EnrolledAsync(bed, "node-1");

        (await inside.AttestAsync()).Findings.Select(one => one.Id).ShouldContain(TeeFindings.ReportMissing);
        (await outside.AttestAsync()).State.ShouldBe(HostState.Trusted);
        // Who is not asked for a report need not send one, and what it sends unasked is not judged.
        outside.Processor = _processor;
        (await outside.ChallengeAsync()).TeeWanted.ShouldBeFalse();
    }

    [Fact]
    public async Task The_evidence_of_an_artifact_says_in_what_machine_it_runs()
    {
        await using var bed = await StartAsync(("Collector:Evidence:Tee:Demand", "WhenPresent"));
        var image = await JoiningTests.AddImageAsync(bed, Contracts.Documents.DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Processor = _processor;
        host.Images.Add(new("c1", image.Digest.Text, null));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        var evidence = await JoiningTests.EvidenceAsync(bed, image, content => content.Result.Hosts is [{ Tee: not null }]);

        evidence.Result.Hosts[0].Tee!.Measurement.ShouldBe(string.Concat(Enumerable.Repeat("aa", 48)));
    }

    [Theory]
    [InlineData("Collector:Evidence:Tee:Measurements:0", "abc")]
    [InlineData("Collector:Evidence:Tee:LeastSnpTcb", "4.0.22")]
    [InlineData("Collector:Evidence:Tee:AcceptedTcbStatuses:0", "Revoked")]
    [InlineData("Collector:TeeVendors:ChipCertificates:0", "/nowhere")]
    public async Task A_setting_that_is_wrong_stops_the_start(string setting, string value)
    {
        var thrown = await Should.ThrowAsync<OptionsException>(async () =>
        {
            await using var bed = await StartAsync(("Collector:Evidence:Tee:Demand", "WhenPresent"), (setting, value));
        });
        thrown.Message.ShouldContain(setting[..setting.LastIndexOf(':')].Split(':')[^1] is var name && setting.EndsWith(":0", StringComparison.Ordinal) ? name : "LeastSnpTcb");
    }

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes, int at)
    {
        var altered = bytes.ToArray();
        altered[at] ^= 1;
        return altered;
    }

    private Task<CollectorBed> StartAsync(params (string Key, string? Value)[] settings)
    {
        var roots = _folder.File("amd.pem");
        File.WriteAllLines(roots, new[] { _processor.Ark, _processor.Ask, _processor.Asvk }.Select(one => one.ExportCertificatePem()));
        return CollectorBed.StartAsync(settings: [("Collector:TeeVendors:AmdCertificates:0", roots), .. settings]);
    }
}
