using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Boot;

public sealed class BootJudgeTests
{
    private static readonly string Image = Digest("image"u8);
    private static readonly string Certificate = Digest("certificate"u8);

    [Fact]
    public void Says_what_was_booted()
    {
        var state = Read(Booted());

        state.SecureBoot.ShouldBe(true);
        state.Databases["db"].ShouldBe([Certificate]);
        state.Databases["dbx"].ShouldBe([$"sha256:{new string('0', 64)}"]);
        state.Images.ShouldBe([new(4, "a", Image)]);
        state.GrubCommands.ShouldBe(["linux /vmlinuz"]);
        state.CommandLines.ShouldBe(["root=/dev/sda quiet"]);
        state.Loads.ShouldBe([new(9, "/vmlinuz", Digest("kernel"u8)), new(9, "initrd", Digest("initrd"u8))]);
        // Of a section its name is measured too, which says nothing.
        state.Sections.ShouldBe([new(11, ".linux", Digest("the section"u8))]);
        state.MokLists.ShouldBe([new(14, "MokList", Digest("mok"u8))]);
        state.Disks.ShouldHaveSingleItem().Name.ShouldBe(Guid.Empty.ToString());
    }

    [Fact]
    public void What_the_quote_does_not_prove_is_not_said()
    {
        var log = Log(Booted());
        var state = BootStateReader.Read(log, [4], TpmHash.Sha256);
        (state.SecureBoot, state.Images.Count, state.CommandLines.Count, state.Loads.Count, state.MokLists.Count).ShouldBe((null, 1, 0, 0, 0));
        // A command whose digest is of another text is a comment.
        Read(TestBootLog.Agile().Add(8, BootEventType.Ipl, "kernel_cmdline: quiet\0"u8.ToArray(), "other"u8.ToArray()).Bytes).CommandLines.ShouldBeEmpty();
    }

    public static TheoryData<string, BootPolicy> Broken { get; } = new()
    {
        { BootFindings.ImageNotAllowed, new() { Images = [Digest("another"u8)] } },
        { BootFindings.LoadNotAllowed, new() { Loads = [Digest("kernel"u8)] } },
        { BootFindings.SectionNotAllowed, new() { Sections = [Digest("another"u8)] } },
        { BootFindings.MokNotAllowed, new() { MokLists = new Dictionary<string, IReadOnlyList<string>> { ["MokList"] = [Digest("another"u8)] } } },
        { BootFindings.MokNotAllowed, new() { MokLists = new Dictionary<string, IReadOnlyList<string>> { ["SbatLevel"] = [Digest("mok"u8)] } } },
        { BootFindings.DiskNotAllowed, new() { Disks = ["c1c41626-504c-4092-aca9-41f936934328"] } },
        { BootFindings.AuthorityNotAllowed, new() { Authorities = [Certificate] } },
        { BootFindings.SignatureDatabaseMismatch, new() { Allowed = new Dictionary<string, IReadOnlyList<string>> { ["db"] = [Digest("another"u8)] } } },
        { BootFindings.SignatureDatabaseMismatch, new() { Needed = new Dictionary<string, IReadOnlyList<string>> { ["dbx"] = [Digest("another"u8)] } } },
        { BootFindings.SignatureDatabaseMismatch, new() { Allowed = new Dictionary<string, IReadOnlyList<string>> { ["PK"] = [Certificate] } } },
        { BootFindings.CommandLineNotAllowed, new() { CommandLines = ["root=/dev/sda"] } },
        { BootFindings.CommandLineNotAllowed, new() { ForbiddenParameters = ["qui*"] } },
        { BootFindings.CommandLineNotAllowed, new() { NeededParameters = ["lockdown=*"] } },
        { BootFindings.GrubCommandNotAllowed, new() { GrubCommands = ["initrd *"] } },
        { BootFindings.ReferenceMissing, new() { RequireReference = true } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Each_rule_that_is_broken_has_its_finding(string finding, BootPolicy policy)
    {
        var found = BootJudge.Judge(Read(Booted()), policy, reference: null);
        found.Select(one => one.Id).Distinct().ShouldBe([finding]);
        found.ShouldAllBe(one => one.Severity == Severity.High);
        // Fails closed: what no log proves does not meet a rule.
        BootJudge.Judge(new BootState(), policy, reference: null).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_boot_that_keeps_to_all_rules_has_no_findings()
    {
        var policy = new BootPolicy
        {
            Images = [Image.ToUpperInvariant().Replace("SHA256:", "", StringComparison.Ordinal)],
            Loads = [Digest("kernel"u8), Digest("initrd"u8)],
            Sections = [Digest("the section"u8)],
            Extensions = [Digest("none"u8)],
            MokLists = new Dictionary<string, IReadOnlyList<string>> { ["MokList"] = [Digest("mok"u8)] },
            Disks = [Guid.Empty.ToString()],
            Allowed = new Dictionary<string, IReadOnlyList<string>> { ["db"] = [Certificate] },
            Needed = new Dictionary<string, IReadOnlyList<string>> { ["dbx"] = [new string('0', 64)] },
            CommandLines = ["root=/dev/* quiet"],
            ForbiddenParameters = ["init=*"],
            NeededParameters = ["root=*"],
            GrubCommands = ["linux *"],
            RequireReference = true,
        };
        BootJudge.Judge(Read(Booted()), policy, Read(Booted())).ShouldBeEmpty();
    }

    [Fact]
    public void A_boot_is_compared_with_the_reference_in_both_directions()
    {
        var policy = new BootPolicy { RequireReference = true };
        var (now, then) = (Read(Booted(command: "linux /other")), Read(Booted()));
        var findings = BootJudge.Judge(now, policy, then);
        findings.Select(one => one.Id).ShouldBe([BootFindings.ReferenceMismatch, BootFindings.ReferenceMismatch]);
        findings.Select(one => one.Message).ShouldContain(message => message.StartsWith("grubCommands: linux /vmlinuz is gone", StringComparison.Ordinal));
        BootJudge.Judge(now, policy with { ReferenceExcept = ["grubCommands"] }, then).ShouldBeEmpty();
        // A revocation that was taken back.
        BootJudge.Judge(then with { Databases = new Dictionary<string, IReadOnlyList<string>>(then.Databases) { ["dbx"] = [] } }, policy, then).ShouldHaveSingleItem().Message.ShouldContain("dbx");
    }

    [Fact]
    public void Reference_values_are_judged_without_a_log()
    {
        var quoted = new PcrValues();
        quoted.TrySet(TpmHash.Sha256, 7, new byte[32]);
        BootPolicy Of(string pcr, string value) => new() { Pcrs = new Dictionary<string, IReadOnlyList<string>> { [pcr] = [value] } };
        BootJudge.JudgePcrs(quoted, Of("sha256:7", new string('0', 64))).ShouldBeEmpty();
        BootJudge.JudgePcrs(quoted, Of("sha256:7", new string('1', 64))).ShouldHaveSingleItem().Id.ShouldBe(BootFindings.PcrNotAllowed);
        BootJudge.JudgePcrs(quoted, Of("sha256:8", new string('0', 64))).ShouldHaveSingleItem().Id.ShouldBe(BootFindings.PcrNotAllowed);
        new HostPolicy { Boot = Of("sha256:16", "00") }.Selection(TpmHash.Sha256).Pcrs.ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]);
    }

    [Fact]
    public void Systemd_may_go_on_with_pcr_11_in_its_order_only()
    {
        var log = Log(Booted());
        PcrValues After(params string[] phases)
        {
            var quoted = log.Replay();
            var value = quoted.Get(TpmHash.Sha256, 11)!.Value.ToArray();
            foreach (var phase in phases)
                TpmHash.Sha256.Extend(value, SHA256.HashData(Encoding.ASCII.GetBytes(phase)));
            quoted.TrySet(TpmHash.Sha256, 11, value);
            return quoted;
        }

        BootVerifier.Proven(log, After(), TpmHash.Sha256).ShouldContain(11);
        BootVerifier.Proven(log, After("enter-initrd", "leave-initrd", "sysinit", "ready"), TpmHash.Sha256).ShouldContain(11);
        BootVerifier.Proven(log, After("sysinit", "ready"), TpmHash.Sha256).ShouldContain(11);
        BootVerifier.Proven(log, After("ready"), TpmHash.Sha256).ShouldNotContain(11);
        BootVerifier.Proven(log, After("enter-initrd", "something"), TpmHash.Sha256).ShouldNotContain(11);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("abc", "a*c", true)]
    [InlineData("abc", "a?c", true)]
    [InlineData("abc", "*", true)]
    [InlineData("/usr/bin/x", "/usr/*", true)]
    [InlineData("aXbXc", "*b*c", true)]
    [InlineData("abc", "ab", false)]
    [InlineData("abc", "a?", false)]
    [InlineData("abc", "", false)]
    [InlineData("/usrlocal", "/usr/*", false)]
    public void Patterns_match_whole_texts(string text, string pattern, bool matches) => Wildcard.Matches(text, pattern).ShouldBe(matches);

    private static byte[] Booted(string command = "linux /vmlinuz") => TestBootLog.Agile()
        .Add(0, BootEventType.CrtmVersion, [1, 0, 2, 0])
        .Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.GlobalVendor, "SecureBoot", [1]))
        .Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.ImageSecurityVendor, "db", TestBootLog.SignatureList(EfiSignature.X509, "certificate"u8.ToArray())))
        .Add(7, BootEventType.EfiVariableDriverConfig, TestBootLog.Variable(EfiVariable.ImageSecurityVendor, "dbx", TestBootLog.SignatureList(EfiSignature.Sha256, new byte[32])))
        .Add(4, BootEventType.EfiBootServicesApplication, [.. new byte[24], 12, .. new byte[7], 4, 4, 8, 0, (byte)'a', 0, 0, 0, 0x7F, 0xFF, 4, 0], "image"u8.ToArray())
        .Add(8, BootEventType.Ipl, Encoding.ASCII.GetBytes($"grub_cmd: {command}\0"), Encoding.ASCII.GetBytes(command))
        .Add(9, BootEventType.Ipl, "/vmlinuz\0"u8.ToArray(), "kernel"u8.ToArray())
        .Add(9, BootEventType.EventTag, [0xEC, 0x22, 0x3B, 0x8F, 13, 0, 0, 0, .. "Linux initrd\0"u8], "initrd"u8.ToArray())
        .Add(11, BootEventType.Ipl, Encoding.Unicode.GetBytes(".linux\0"), ".linux\0"u8.ToArray())
        .Add(11, BootEventType.Ipl, Encoding.Unicode.GetBytes(".linux\0"), "the section"u8.ToArray())
        .Add(12, BootEventType.Ipl, Encoding.Unicode.GetBytes("root=/dev/sda quiet\0"))
        .Add(14, BootEventType.Ipl, "MokList\0"u8.ToArray(), "mok"u8.ToArray())
        .Add(5, BootEventType.EfiGptEvent, [.. "EFI PART"u8, .. new byte[84], 1, .. new byte[7], .. new byte[128]])
        .Bytes;

    private static string Digest(ReadOnlySpan<byte> content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static BootLog Log(byte[] bytes) => BootLog.TryRead(bytes, out var log, out var finding) ? log : throw new InvalidOperationException(finding.Message);

    private static BootState Read(byte[] bytes) => BootStateReader.Read(Log(bytes), [.. Enumerable.Range(0, 16)], TpmHash.Sha256);
}
