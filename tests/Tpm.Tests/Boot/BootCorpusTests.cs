using System.Globalization;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Boot;

/// <summary>Logs of real machines, held against what tpm2_eventlog prints of them.</summary>
public sealed class BootCorpusTests
{
    private static readonly Dictionary<BootEventType, string> Names = new()
    {
        [BootEventType.NoAction] = "EV_NO_ACTION", [BootEventType.Separator] = "EV_SEPARATOR", [BootEventType.CrtmVersion] = "EV_S_CRTM_VERSION",
        [BootEventType.PostCode] = "EV_POST_CODE", [BootEventType.Ipl] = "EV_IPL", [BootEventType.EfiAction] = "EV_EFI_ACTION",
        [BootEventType.EfiVariableDriverConfig] = "EV_EFI_VARIABLE_DRIVER_CONFIG", [BootEventType.EfiVariableBoot] = "EV_EFI_VARIABLE_BOOT",
        [BootEventType.EfiVariableAuthority] = "EV_EFI_VARIABLE_AUTHORITY", [BootEventType.EfiGptEvent] = "EV_EFI_GPT_EVENT",
        [BootEventType.EfiBootServicesApplication] = "EV_EFI_BOOT_SERVICES_APPLICATION", [BootEventType.EfiBootServicesDriver] = "EV_EFI_BOOT_SERVICES_DRIVER",
        [BootEventType.EfiPlatformFirmwareBlob] = "EV_EFI_PLATFORM_FIRMWARE_BLOB", [BootEventType.EfiPlatformFirmwareBlob2] = "EV_EFI_PLATFORM_FIRMWARE_BLOB2",
        [BootEventType.EfiRuntimeServicesDriver] = "EV_EFI_RUNTIME_SERVICES_DRIVER", [BootEventType.EfiVariableBoot2] = "EV_EFI_VARIABLE_BOOT2",
        [BootEventType.EfiHandoffTables] = "EV_EFI_HANDOFF_TABLES", [BootEventType.EfiHandoffTables2] = "EV_EFI_HANDOFF_TABLES2",
        [BootEventType.EventTag] = "EV_EVENT_TAG", [BootEventType.Action] = "EV_ACTION", [BootEventType.NonHostInfo] = "EV_NONHOST_INFO",
        [BootEventType.NonHostCode] = "EV_NONHOST_CODE", [BootEventType.NonHostConfig] = "EV_NONHOST_CONFIG", [BootEventType.CrtmContents] = "EV_S_CRTM_CONTENTS",
        [BootEventType.CpuMicrocode] = "EV_CPU_MICROCODE", [BootEventType.PlatformConfigFlags] = "EV_PLATFORM_CONFIG_FLAGS",
        [BootEventType.TableOfDevices] = "EV_TABLE_OF_DEVICES", [BootEventType.CompactHash] = "EV_COMPACT_HASH",
        [BootEventType.OmitBootDeviceEvents] = "EV_OMIT_BOOT_DEVICE_EVENTS", [BootEventType.EfiHcrtmEvent] = "EV_EFI_HCRTM_EVENT",
    };

    /// <summary>All that the folder holds: what is added to it is tried as well.</summary>
    public static TheoryData<string> Logs =>
    [
        .. Corpora.Path("tpm/boot-logs") is { } folder ? Directory.GetFiles(folder, "*.bin").Select(path => Path.GetFileName(path)).Order() : Enumerable.Repeat("none", 1),
    ];

    [Theory, MemberData(nameof(Logs))]
    public void Reads_the_same_events_and_replays_the_same_pcrs(string name)
    {
        if (Corpora.Path($"tpm/boot-logs/{name}") is not { } path)
            return;
        BootLog.TryRead(File.ReadAllBytes(path), out var log, out var finding).ShouldBeTrue(finding?.Message);
        var (expected, pcrs) = ExpectedEvent.Read(path + ".yaml");
        log!.Events.Count.ShouldBe(expected.Count);
        foreach (var (read, stated) in log.Events.Zip(expected))
            Compare(read, stated);
        var replayed = log.Replay();
        expected.Count.ShouldBePositive();
        replayed.All.Select(value => (value.Bank.Name, value.Pcr, Convert.ToHexStringLower(value.Value.Span))).ShouldBe(pcrs, ignoreOrder: true);
    }

    [Fact]
    public void Tells_secure_boot_and_its_databases()
    {
        if (Read("event-moklisttrusted.bin") is not { } on || Read("event-arch-linux.bin") is not { } off)
            return;
        var enabled = SecureBootState.Of(on);
        enabled.Enabled.ShouldBe(true);
        enabled.Findings.ShouldBeEmpty();
        enabled.Allowed.Count.ShouldBeGreaterThan(0);
        enabled.Authorities.Count.ShouldBeGreaterThan(0);
        var disabled = SecureBootState.Of(off);
        disabled.Enabled.ShouldBe(false);
        disabled.Findings.ShouldHaveSingleItem().Id.ShouldBe(BootFindings.SecureBootOff);
        disabled.PlatformKeys.ShouldHaveSingleItem().Type.ShouldBe(EfiSignature.X509);
        disabled.KeyExchangeKeys.Count.ShouldBe(2);
        disabled.Forbidden.Count.ShouldBe(77);
        disabled.Forbidden.ShouldAllBe(one => one.Type == EfiSignature.Sha256 && one.Data.Length == 32);
    }

    [Fact]
    public void Reads_what_grub_and_the_kernel_were_told()
    {
        if (Read("event-moklisttrusted.bin") is not { } grub || Read("event-arch-linux.bin") is not { } stub)
            return;
        var commands = grub.Events.Select(BootCommand.Read).OfType<BootCommand>().ToList();
        var line = commands.First(command => command.Kind == BootCommandKind.KernelCommandLine);
        line.IsMeasured.ShouldBeTrue();
        line.Text.ShouldContain("vmlinuz");
        commands.Count(command => command is { Kind: BootCommandKind.GrubCommand, IsMeasured: true }).ShouldBeGreaterThan(20);
        commands.Where(command => command.Kind == BootCommandKind.LoadedFile).ShouldAllBe(command => !command.IsMeasured);
        var utf16 = stub.Events.Select(BootCommand.Read).OfType<BootCommand>().ShouldHaveSingleItem();
        utf16.Kind.ShouldBe(BootCommandKind.KernelCommandLine);
        utf16.Text.ShouldStartWith(@"initrd=\intel-ucode.img initrd=\initramfs-linux-lts.img cryptdevice=UUID=");
    }

    [Fact]
    public void Reads_partitions_and_paths_of_images()
    {
        if (Read("event-arch-linux.bin") is not { } log)
            return;
        var images = log.Events.Select(EfiImage.Read).OfType<EfiImage>().ToList();
        images.Select(image => image.FilePath).ShouldBe([null, @"\EFI\SYSTEMD\SYSTEMD-BOOTX64.EFI", @"\vmlinuz-linux-lts"]);
        images[^1].Hashes.Count.ShouldBe(2);
        var gpt = log.Events.Select(GptTable.Read).OfType<GptTable>().ShouldHaveSingleItem();
        gpt.Partitions.Count.ShouldBe(3);
        gpt.Partitions[0].First.ShouldBe(2048ul);
    }

    [Fact]
    public void Holds_the_log_against_a_quote()
    {
        if (Read("event-arch-linux.bin") is not { } log)
            return;
        var quoted = log.Replay();
        BootVerifier.Verify(log, quoted, 0, 1, 4, 7).ShouldBeEmpty();
        quoted.TrySet(TpmHash.Sha256, 7, new byte[32]);
        BootVerifier.Verify(log, quoted, 0, 1, 4, 7).ShouldHaveSingleItem().Id.ShouldBe(BootFindings.PcrMismatch);
        BootVerifier.Verify(log, new PcrValues(), 0).ShouldHaveSingleItem().Id.ShouldBe(BootFindings.PcrMismatch);
    }

    private static BootLog? Read(string name)
    {
        if (Corpora.Path($"tpm/boot-logs/{name}") is not { } path)
            return null;
        BootLog.TryRead(File.ReadAllBytes(path), out var log, out var finding).ShouldBeTrue(finding?.Message);
        return log;
    }

    private static void Compare(BootEvent read, ExpectedEvent stated)
    {
        var where = $"event {read.Number}";
        read.Pcr.ShouldBe(stated.Pcr, where);
        Names[read.Type].ShouldBe(stated["EventType"], where);
        read.Digests.Select(digest => (digest.Key.Name, Convert.ToHexStringLower(digest.Value.Span))).ShouldBe(stated.Digests, where);
        read.Data.Length.ToString(CultureInfo.InvariantCulture).ShouldBe(stated["EventSize"], where);
        if (EfiVariable.Read(read) is { } variable)
        {
            variable.Name.ShouldBe(stated["UnicodeName"], where);
            variable.Vendor.ToString().ShouldBe(stated["VariableName"], where);
            var signatures = stated.Lines.Where(line => line.StartsWith("SignatureData:", StringComparison.Ordinal)).Select(line => line["SignatureData:".Length..].Trim()).ToList();
            if (signatures.Count > 0 && read.Type == BootEventType.EfiVariableDriverConfig)
                EfiSignature.ReadLists(variable.Data)!.Select(one => Convert.ToHexStringLower(one.Data.Span)).ShouldBe(signatures, where);
        }
        if (EfiImage.Read(read) is { } image)
        {
            $"0x{image.Address:x}".ShouldBe(stated["ImageLocationInMemory"], where);
            image.Length.ToString(CultureInfo.InvariantCulture).ShouldBe(stated["ImageLengthInMemory"], where);
            Convert.ToHexStringLower(image.DevicePath.Span).ShouldBe(stated["DevicePath"], where);
        }
        if (read.Type is BootEventType.EfiBootServicesApplication)
            EfiImage.Read(read).ShouldNotBeNull(where);
        if (read.Type is BootEventType.EfiGptEvent && stated["DiskGUID"] is { } disk)
            GptTable.Read(read)!.Disk.ToString().ShouldBe(disk, where);
        if (read.Type == BootEventType.Ipl)
            BootCommand.Read(read).ShouldNotBeNull(where);
    }
}
