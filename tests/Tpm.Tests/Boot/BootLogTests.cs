using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Boot;

public sealed class BootLogTests
{
    [Fact]
    public void Starts_pcr_0_with_the_locality_and_leaves_out_what_nothing_extends()
    {
        var log = Read(TestBootLog.Typical());
        var expected = new byte[32];
        expected[31] = 3;
        TpmHash.Sha256.Extend(expected, TpmHash.Sha256.Hash([1, 0, 2, 0]));
        log.Replay().Get(TpmHash.Sha256, 0)!.Value.ToArray().ShouldBe(expected);
        log.Replay().Get(TpmHash.Sha256, 2).ShouldBeNull();
    }

    [Fact]
    public void Reads_the_events_of_boot_loaders_and_stubs()
    {
        var log = Read(TestBootLog.Typical());
        log.Events.Select(BootCommand.Read).OfType<BootCommand>().ShouldBe(
        [
            new(8, BootCommandKind.GrubCommand, "linux /vmlinuz", true),
            new(9, BootCommandKind.LoadedFile, "/vmlinuz", false),
            new(11, BootCommandKind.UnifiedKernelSection, ".linux", true),
            new(12, BootCommandKind.KernelCommandLine, "root=/dev/sda quiet", true),
        ]);
        log.Events.Select(EfiImage.Read).OfType<EfiImage>().ShouldHaveSingleItem().FilePath.ShouldBe("a");
        log.Events.Select(GptTable.Read).OfType<GptTable>().ShouldHaveSingleItem().Partitions.Count.ShouldBe(1);
        var tag = log.Events.Select(TaggedEvent.Read).OfType<TaggedEvent>().ShouldHaveSingleItem();
        tag.Id.ShouldBe(TaggedEvent.InitialRamDisk);
        tag.Data.ToArray().ShouldBe("Linux initrd\0"u8.ToArray());
    }

    [Fact]
    public void Believes_only_variables_that_were_measured()
    {
        var honest = TestBootLog.Agile().Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [1]));
        SecureBootState.Of(Read(honest.Bytes)).Enabled.ShouldBe(true);
        // The digest says that it was off; the data says otherwise.
        var lying = TestBootLog.Agile().Add(7, BootEventType.EfiVariableDriverConfig,
            TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [1]), TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [0]));
        var state = SecureBootState.Of(Read(lying.Bytes));
        state.Enabled.ShouldBeNull();
        state.Findings.Select(finding => finding.Id).ShouldBe([BootFindings.EventDataMismatch, BootFindings.SecureBootUnknown]);
        // Nor does a variable of that name in another namespace count, nor a second one that says it was on.
        var stranger = TestBootLog.Agile().Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(Guid.Empty, "SecureBoot", [1]));
        SecureBootState.Of(Read(stranger.Bytes)).Enabled.ShouldBeNull();
        var twice = TestBootLog.Agile()
            .Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [0]))
            .Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [1]));
        SecureBootState.Of(Read(twice.Bytes)).Enabled.ShouldBe(false);
    }

    [Fact]
    public void Does_not_read_command_lines_that_were_not_measured_as_measured()
    {
        var log = Read(TestBootLog.Agile().Add(8, BootEventType.Ipl, "kernel_cmdline: quiet"u8.ToArray(), "init=/bin/sh"u8.ToArray()).Bytes);
        BootCommand.Read(log.Events[^1])!.IsMeasured.ShouldBeFalse();
    }

    [Fact]
    public void Takes_padding_for_the_end_and_nothing_else()
    {
        var good = TestBootLog.Typical();
        var events = Read(good).Events.Count;
        Read([.. good, .. new byte[64]]).Events.Count.ShouldBe(events);
        Read([.. good, .. Enumerable.Repeat((byte)0xFF, 64)]).Events.Count.ShouldBe(events);
        Refused([.. good, 1]);
        Refused([.. good, 0xFF, 0xFF, 0xFF, 0xFF, 1]);
        Refused(good[..^1]);
        Refused([]);
    }

    [Fact]
    public void Refuses_logs_whose_digests_are_not_the_ones_that_the_header_names()
    {
        var log = TestBootLog.Agile().Add(0, BootEventType.Separator, new byte[4]).Bytes;
        var first = TestBootLog.Agile().Bytes.Length;
        var repeated = log.ToArray();
        repeated[first + 12 + 2 + 20] = 4;
        Refused(repeated);
        var none = log.ToArray();
        none[first + 8] = 0;
        Refused(none);
        var more = log.ToArray();
        more[first + 8] = 3;
        Refused(more);
        // A digest size in the header that is not the algorithm's.
        var size = log.ToArray();
        size[32 + 28 + 2] = 32;
        Refused(size);
    }

    [Fact]
    public void Leaves_out_banks_that_only_the_header_names()
    {
        var log = TestBootLog.Agile().Bytes;
        byte[] one = [.. log, 7, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x0B, 0, .. TpmHash.Sha256.Hash(new byte[4]), 4, 0, 0, 0, 0, 0, 0, 0];
        var read = Read(one);
        read.Banks.ShouldBe([TpmHash.Sha256]);
        read.Replay().Count.ShouldBe(1);
    }

    private static BootLog Read(byte[] bytes)
    {
        BootLog.TryRead(bytes, out var log, out var finding).ShouldBeTrue(finding?.Message);
        return log!;
    }

    private static void Refused(byte[] bytes)
    {
        BootLog.TryRead(bytes, out _, out var finding).ShouldBeFalse();
        finding!.Id.ShouldBe(BootFindings.Malformed);
    }
}
