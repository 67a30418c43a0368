using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Hosts;

/// <summary>What only the pure form reaches; the rest is tested through the collector.</summary>
public sealed class HostVerifierTests
{
    private static readonly byte[] Nonce = [1, 2, 3];
    private static readonly HostPolicy Policy = new() { RequireBootAggregate = false };

    [Fact]
    public void A_host_that_quotes_more_banks_than_were_asked_for_is_judged_by_those_that_were()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog().AddFile("/a");
        var first = HostVerifier.Verify(Knowledge(tpm), Evidence(tpm, log, 0, TpmHash.Sha256), Policy);
        first.Succeeded.ShouldBeTrue();
        var offset = log.BinaryLength;
        log.AddFile("/b");

        var second = HostVerifier.Verify(Knowledge(tpm) with { Replay = first.Replay, Clock = first.Clock }, Evidence(tpm, log, offset, TpmHash.Sha256, TpmHash.Sha384), Policy);

        second.Findings.ShouldBeEmpty();
        second.Files.Select(file => file.Path).ShouldBe(["/b"]);
    }

    [Fact]
    public void Another_bank_than_before_begins_the_list_anew()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog().AddFile("/a");
        var first = HostVerifier.Verify(Knowledge(tpm), Evidence(tpm, log, 0, TpmHash.Sha256), Policy);
        var now = Knowledge(tpm) with { Required = [Policy.Selection(TpmHash.Sha384)], Replay = first.Replay };

        HostVerifier.Verify(now, Evidence(tpm, log, log.BinaryLength, TpmHash.Sha384), Policy).Findings.ShouldHaveSingleItem().Id.ShouldBe(AttestationFindings.ListOffsetMismatch);
        HostVerifier.Verify(now, Evidence(tpm, log, 0, TpmHash.Sha384), Policy).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_boot_log_is_demanded_once_a_boot()
    {
        using var tpm = TestTpm.Create();
        var policy = Policy with { RequireBootLog = true };
        var evidence = Evidence(tpm, new TestImaLog().AddFile("/a"), 0, TpmHash.Sha256);

        HostVerifier.Verify(Knowledge(tpm), evidence, policy).Findings.ShouldHaveSingleItem().Id.ShouldBe(AttestationFindings.BootLogMissing);
        HostVerifier.Verify(Knowledge(tpm) with { BootVerified = tpm.Clock.Resets }, evidence, policy).Succeeded.ShouldBeTrue();
        HostVerifier.Verify(Knowledge(tpm) with { BootVerified = tpm.Clock.Resets - 1 }, evidence, policy).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void Files_behind_the_quote_are_not_proven()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog().AddFile("/a");
        var evidence = Evidence(tpm, log, 0, TpmHash.Sha256);
        log.AddFile("/newer");

        HostVerifier.Verify(Knowledge(tpm), evidence with { Ima = evidence.Ima! with { Entries = log.Binary } }, Policy).Files.Select(file => file.Path).ShouldBe(["/a"]);
    }

    [Fact]
    public void A_part_proves_nothing_unless_it_leads_to_the_quoted_value()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog().AddFile("/a");
        var whole = Evidence(tpm, log, 0, TpmHash.Sha256);
        var early = log.BinaryLength;
        log.AddFile("/b");
        var later = Evidence(tpm, log, early, TpmHash.Sha256);

        // As long as the quote, though it says that there is more.
        var proven = HostVerifier.Verify(Knowledge(tpm), whole with { Ima = whole.Ima! with { More = true } }, Policy);
        (proven.Succeeded, proven.Pending, proven.Replay!.Entries).ShouldBe((true, null, 1));
        var part = HostVerifier.Verify(Knowledge(tpm), later with { Ima = whole.Ima! with { More = true } }, Policy);
        (part.Succeeded, part.Replay, part.Pending!.Offset).ShouldBe((true, null, early));
        var last = HostVerifier.Verify(Knowledge(tpm) with { Pending = part.Pending }, later, Policy);
        (last.Succeeded, last.FromPending, last.Pending, last.Replay!.Entries).ShouldBe((true, true, null, 2));
        // Of another boot, of another format, or without saying that there is more.
        foreach (var (known, evidence) in new[]
        {
            (Knowledge(tpm) with { Pending = part.Pending! with { Resets = part.Pending.Resets - 1 } }, later),
            (Knowledge(tpm) with { Pending = part.Pending, PendingFormat = ImaFormat.Ascii }, later),
            (Knowledge(tpm), later with { Ima = whole.Ima }),
        })
            HostVerifier.Verify(known, evidence, Policy).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void Parts_are_no_way_around_the_limits_of_a_list()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog().AddFile("/a").AddFile("/b");
        var start = ImaReplayState.Start(tpm.Clock.Resets, TpmHash.Sha256);
        foreach (var pending in new[] { start with { Offset = HostLimits.ImaListBytes, Entries = 5 }, start with { Offset = 500, Entries = TpmLimits.ImaEntries - 1 } })
        {
            var evidence = Evidence(tpm, log, 0, TpmHash.Sha256);

            var result = HostVerifier.Verify(Knowledge(tpm) with { Pending = pending }, evidence with { Ima = evidence.Ima! with { Offset = pending.Offset, More = true } }, Policy);

            result.Findings.Select(finding => finding.Id).ShouldContain(ImaFindings.LimitExceeded);
            result.Succeeded.ShouldBeFalse();
        }
    }

    [Fact]
    public void More_files_than_are_remembered_are_told_of()
    {
        using var tpm = TestTpm.Create();
        var log = new TestImaLog();
        for (var i = 0; i < HostLimits.Files; i++)
            log.AddFile($"/{i}");
        var exactly = HostVerifier.Verify(Knowledge(tpm), Evidence(tpm, log.AddFile("/0"), 0, TpmHash.Sha256), Policy);
        (exactly.Files.Count, exactly.MoreFiles).ShouldBe((HostLimits.Files, false));

        var beyond = HostVerifier.Verify(Knowledge(tpm), Evidence(tpm, log.AddFile("/more"), 0, TpmHash.Sha256), Policy);

        (beyond.Succeeded, beyond.Files.Count, beyond.MoreFiles).ShouldBe((true, HostLimits.Files, true));
    }

    private static HostKnowledge Knowledge(TestTpm tpm) => new(tpm.Public, Nonce, [Policy.Selection(TpmHash.Sha256)]);

    private static HostEvidence Evidence(TestTpm tpm, TestImaLog log, long offset, params TpmHash[] banks)
    {
        foreach (var (bank, pcr, value) in log.Quoted(banks).All)
            tpm.Pcrs.TrySet(bank, pcr, value.Span);
        var selections = banks.Select(Policy.Selection).ToArray();
        var quote = tpm.Quote(Nonce, selections);
        return new(Nonce, quote.Message, quote.Signature, [.. selections.SelectMany(one => one.Pcrs.Select(pcr => new PcrValue(one.Bank.Name, pcr, tpm.Pcrs.Get(one.Bank, pcr)!.Value)))], [])
        {
            Ima = new(ImaFormat.Binary, offset, log.Binary.AsMemory((int)offset)),
        };
    }
}
