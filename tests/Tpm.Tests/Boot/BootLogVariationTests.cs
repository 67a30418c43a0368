using Attestry.TestKit.Tpm;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Boot;

/// <summary>Logs as firmware and kernels write them in practice.</summary>
public sealed class BootLogVariationTests
{
    [Theory]
    [InlineData(0x00, 1)]
    [InlineData(0x00, 7)]
    [InlineData(0x00, 4096)]
    [InlineData(0xFF, 3)]
    [InlineData(0xFF, 4096)]
    public void What_fills_a_table_after_the_last_event_is_not_part_of_the_log(byte fill, int count)
    {
        foreach (var log in new[] { TestBootLog.Typical(), TestBootLog.Legacy() })
            Read([.. log, .. Enumerable.Repeat(fill, count)]).Events.Count.ShouldBe(Read(log).Events.Count);
        BootLog.TryRead((byte[])[.. TestBootLog.Typical(), 1], out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void An_event_that_extends_nothing_may_have_no_digest_and_no_pcr()
    {
        byte[] none = [0xFF, 0xFF, 0xFF, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9];
        var log = Read([.. TestBootLog.Typical(), .. none]);
        log.Replay().Get(TpmHash.Sha256, 0)!.Value.ToArray().ShouldBe(Read(TestBootLog.Typical()).Replay().Get(TpmHash.Sha256, 0)!.Value.ToArray());
        // What extends must say with what.
        none[4] = 5;
        BootLog.TryRead((byte[])[.. TestBootLog.Typical(), .. none], out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Banks_that_cannot_be_computed_with_are_passed_over()
    {
        // The header names SHA-256 and SM3, and the event has a digest of both.
        byte[] header = [.. "Spec ID Event03\0"u8, 0, 0, 0, 0, 0, 2, 0, 2, 2, 0, 0, 0, 0x0B, 0, 32, 0, 0x12, 0, 32, 0, 0];
        byte[] log =
        [
            0, 0, 0, 0, 3, 0, 0, 0, .. new byte[20], (byte)header.Length, 0, 0, 0, .. header,
            7, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0x0B, 0, .. TpmHash.Sha256.Hash(new byte[4]), 0x12, 0, .. new byte[32], 4, 0, 0, 0, 0, 0, 0, 0,
        ];
        var read = Read(log);
        read.Banks.ShouldBe([TpmHash.Sha256]);
        read.Replay().Get(TpmHash.Sha256, 7).ShouldNotBeNull();
    }

    [Fact]
    public void Final_events_that_were_logged_twice_are_found_and_the_quote_decides()
    {
        TestBootLog Exit(TestBootLog log) => log
            .Add(5, BootEventType.EfiAction, "Exit Boot Services Invocation"u8.ToArray()).Add(5, BootEventType.EfiAction, "Exit Boot Services Returned with Success"u8.ToArray());
        var start = TestBootLog.Agile().Add(0, BootEventType.CrtmVersion, [1, 0]);
        var once = Read(Exit(start).Bytes);
        var twice = Read(Exit(start).Bytes);

        BootVerifier.Verify(twice, once.Replay(), 0, 5).ShouldNotBeEmpty();
        BootVerifier.Verify(twice.WithoutRepeatedEnd()!, once.Replay(), 0, 5).ShouldBeEmpty();
        once.WithoutRepeatedEnd().ShouldBeNull();
    }

    private static BootLog Read(byte[] bytes) => BootLog.TryRead(bytes, out var log, out var finding) ? log : throw new InvalidOperationException(finding.Message);
}
