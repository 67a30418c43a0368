using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Hosts;
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
