using System.Text;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Ima;

public sealed class ImaVerifierTests
{
    private static readonly byte[] Sha256 = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>One entry of every template.</summary>
    private static TestImaLog Everything() => new TestImaLog()
        .Add("ima", (Sha256[..20], Convert.ToHexStringLower(Sha256[..20])), (Encoding.ASCII.GetBytes("/init"), "/init"))
        .Add("ima-ng", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name("/usr/bin/ng"))
        .Add("ima-ngv2", TestImaLog.Digest("verity:sha256", Sha256), TestImaLog.Name("/usr/bin/verity"))
        .Add("ima-ngv2", TestImaLog.Digest("ima:sha512", [.. Sha256, .. Sha256]), TestImaLog.Name("/usr/bin/ngv2"))
        .Add("ima-sig", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name("/usr/bin/sig"), TestImaLog.Hex([3, 2, 4, 1, 2, 3, 4, 0, 1, 9]))
        .Add("ima-sig", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name("/usr/bin/unsigned"), TestImaLog.Hex([]))
        .Add("ima-buf", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name(".builtin_trusted_keys"), TestImaLog.Hex([1, 2, 3]))
        .Add("ima-modsig", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name("/lib/module.ko"), TestImaLog.Hex([]), TestImaLog.Digest("sha256", Sha256), TestImaLog.Hex([0x30, 0]))
        .Add("d-ng|n-ng|sig", TestImaLog.Digest("sha256", Sha256), TestImaLog.Name("/usr/bin/custom"), TestImaLog.Hex([7]));

    public static TheoryData<bool> Forms { get; } = [true, false];

    [Theory, MemberData(nameof(Forms))]
    public void Reads_and_replays_every_template(bool binary)
    {
        var log = Everything();
        var entries = new List<ImaEntry>();
        var result = ImaVerifier.Verify(Read(log, binary), new(log.Quoted([.. TpmHash.All]), 1) { Visit = entries.Add });
        result.Findings.ShouldBeEmpty();
        result.Proven!.Entries.ShouldBe(9);
        result.Proven.Offset.ShouldBe(binary ? log.Binary.Length : log.Ascii.Length);
        entries.Select(entry => entry.Path).ShouldBe(
            ["/init", "/usr/bin/ng", "/usr/bin/verity", "/usr/bin/ngv2", "/usr/bin/sig", "/usr/bin/unsigned", ".builtin_trusted_keys", "/lib/module.ko", "/usr/bin/custom"]);
        entries[0].FileDigest!.ToString().ShouldBe($"sha1:{Convert.ToHexStringLower(Sha256[..20])}");
        entries[2].FileDigest!.IsVerity.ShouldBeTrue();
        entries[3].FileDigest!.ToString().ShouldStartWith("sha512:0001");
        entries[4].Signature.Length.ShouldBe(10);
        entries[6].Buffer.ToArray().ShouldBe([1, 2, 3]);
        entries[7].ModuleSignature.Length.ShouldBe(2);
        entries[7].ModuleDigest!.Value.ToArray().ShouldBe(Sha256);
        entries[8].Signature.ToArray().ShouldBe([7]);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Finds_the_quote_before_the_end_of_a_list_that_grew_and_continues_there(bool binary)
    {
        var log = new TestImaLog().AddFile("boot_aggregate");
        for (var i = 0; i < 50; i++)
            log.AddFile($"/usr/bin/{i}");
        var first = log.Quoted(TpmHash.Sha256);
        for (var i = 50; i < 80; i++)
            log.AddFile($"/usr/bin/{i}");
        var second = log.Quoted(TpmHash.Sha256);

        var grown = ImaVerifier.Verify(Read(log, binary), new(first, 4));
        grown.Succeeded.ShouldBeTrue();
        grown.Proven!.Entries.ShouldBe(51);
        grown.Ahead.ShouldBe(30);

        var bytes = binary ? log.Binary : log.Ascii;
        using var rest = new MemoryStream(bytes[(int)grown.Proven.Offset..]);
        var increment = ImaVerifier.Verify(Read(rest, binary), new(second, 4) { Continue = grown.Proven });
        increment.Succeeded.ShouldBeTrue();
        increment.Proven!.Entries.ShouldBe(81);
        increment.Proven.Offset.ShouldBe(bytes.Length);
        // Nothing new is fine as well.
        ImaVerifier.Verify(Read(new MemoryStream(), binary), new(second, 4) { Continue = increment.Proven }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_list_that_is_behind_and_goes_on_when_the_rest_comes()
    {
        var log = new TestImaLog().AddFile("/a").AddFile("/b");
        var behind = log.Binary;
        log.AddFile("/c");
        var result = ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(behind)), new(log.Quoted(TpmHash.Sha256), 1));
        Only(result).ShouldBe(ImaFindings.PcrMismatch);
        result.Proven.ShouldBeNull();
        var rest = new MemoryStream(log.Binary[behind.Length..]);
        ImaVerifier.Verify(new ImaBinaryReader(rest), new(log.Quoted(TpmHash.Sha256), 1) { Continue = result.Tail }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Does_not_take_a_pcr_that_was_never_extended_for_the_proof_of_a_list()
    {
        var untouched = new TestImaLog().Quoted(TpmHash.Sha256);
        Only(ImaVerifier.Verify(Read(new TestImaLog().AddFile("/a"), true), new(untouched, 1))).ShouldBe(ImaFindings.PcrMismatch);
        ImaVerifier.Verify(Read(new TestImaLog(), true), new(untouched, 1)).Proven!.Entries.ShouldBe(0);
    }

    [Fact]
    public void Asks_for_the_whole_list_after_a_boot()
    {
        var log = new TestImaLog().AddFile("/a");
        var state = ImaVerifier.Verify(Read(log, true), new(log.Quoted(TpmHash.Sha256), 1)).Proven;
        Only(ImaVerifier.Verify(Read(new MemoryStream(), true), new(log.Quoted(TpmHash.Sha256), 2) { Continue = state })).ShouldBe(ImaFindings.Rebooted);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Refuses_every_alteration(bool binary)
    {
        var log = new TestImaLog().AddFile("/a").AddFile("/b").AddFile("/c");
        var bytes = binary ? log.Binary : log.Ascii;
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 1;
            using var stream = new MemoryStream(altered);
            ImaVerifier.Verify(Read(stream, binary), new(log.Quoted(TpmHash.Sha1, TpmHash.Sha256), 1)).Succeeded.ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public void Names_content_that_is_not_what_was_measured()
    {
        var log = new TestImaLog().AddFile("/usr/bin/a");
        var text = Encoding.UTF8.GetString(log.Ascii).Replace("/usr/bin/a", "/usr/bin/b", StringComparison.Ordinal);
        var result = ImaVerifier.Verify(new ImaAsciiReader(new MemoryStream(Encoding.UTF8.GetBytes(text))), new(log.Quoted(TpmHash.Sha256), 1));
        result.Findings.Select(finding => finding.Id).ShouldBe([ImaFindings.TemplateHashMismatch, ImaFindings.PcrMismatch]);
        result.Findings[0].Location.ShouldBe("/usr/bin/b");
    }

    [Fact]
    public void Replays_violations_as_ones_and_names_them()
    {
        var log = new TestImaLog().AddFile("/a").AddViolation("/var/log/x").AddFile("/b");
        var result = ImaVerifier.Verify(Read(log, true), new(log.Quoted(TpmHash.Sha256), 1));
        result.Proven.ShouldNotBeNull();
        result.Succeeded.ShouldBeFalse();
        Only(result).ShouldBe(ImaFindings.Violation);
        ImaVerifier.Verify(Read(log, false), new(log.Quoted(TpmHash.Sha256), 1) { AllowViolations = true }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Replays_what_old_kernels_extend_when_told_so()
    {
        var log = new TestImaLog().AddFile("/a").AddFile("/b");
        var pcr = new byte[32];
        using (var stream = new MemoryStream(log.Binary))
            for (var reader = new ImaBinaryReader(stream); reader.Read() is { } entry;)
                TpmHash.Sha256.Extend(pcr, [.. entry.TemplateHash.Span, .. new byte[12]]);
        var quoted = new PcrValues();
        quoted.TrySet(TpmHash.Sha256, 10, pcr);
        ImaVerifier.Verify(Read(log, true), new(quoted, 1)).Succeeded.ShouldBeFalse();
        ImaVerifier.Verify(Read(log, true), new(quoted, 1) { Extension = ImaExtension.PaddedSha1 }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Stops_at_the_limit_and_at_what_it_does_not_know()
    {
        var log = new TestImaLog();
        for (var i = 0; i < 20; i++)
            log.AddFile($"/{i}");
        ImaVerifier.Verify(Read(log, true), new(log.Quoted(TpmHash.Sha256), 1) { MostEntries = 10 }).Findings.ShouldContain(finding => finding.Id == ImaFindings.LimitExceeded);
        var strange = new TestImaLog().Add("ima-strange", ([1, 2, 3], "")).Add("ima-strange", ([4], ""));
        var result = ImaVerifier.Verify(Read(strange, true), new(strange.Quoted(TpmHash.Sha256), 1));
        Only(result).ShouldBe(ImaFindings.TemplateUnknown);
        result.Proven.ShouldNotBeNull();
    }

    [Fact]
    public void Bounds_findings_and_keeps_the_one_that_decides()
    {
        var log = new TestImaLog();
        for (var i = 0; i < 500; i++)
            log.AddViolation($"/{i}");
        var result = ImaVerifier.Verify(Read(log, true), new(new TestImaLog().AddFile("/x").Quoted(TpmHash.Sha256), 1) { AllowViolations = true });
        result.Findings.Count.ShouldBe(101);
        result.MoreFindings.ShouldBe(400);
        result.Findings[^1].Id.ShouldBe(ImaFindings.PcrMismatch);
    }

    [Fact]
    public void Demands_a_bank_that_proves_something()
    {
        var log = new TestImaLog().AddFile("/a");
        Should.Throw<ArgumentException>(() => ImaVerifier.Verify(Read(log, true), new(log.Quoted(TpmHash.Sha1), 1)));
        Should.Throw<ArgumentException>(() => ImaVerifier.Verify(Read(log, true), new(new PcrValues(), 1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ties_the_list_to_the_boot(bool newer)
    {
        var pcrs = new PcrValues();
        for (var i = 0; i < 10; i++)
            pcrs.TrySet(TpmHash.Sha256, i, Enumerable.Repeat((byte)i, 32).ToArray());
        var digest = pcrs.Digest(TpmHash.Sha256, [PcrSelection.Of(TpmHash.Sha256, [.. Enumerable.Range(0, newer ? 10 : 8)])])!;
        var log = new TestImaLog().Add("ima-ng", TestImaLog.Digest("sha256", digest), TestImaLog.Name("boot_aggregate"));
        var entry = Read(log, true).Read()!;
        BootAggregate.Matches(entry, pcrs).ShouldBeTrue();
        pcrs.TrySet(TpmHash.Sha256, 3, new byte[32]);
        BootAggregate.Matches(entry, pcrs).ShouldBeFalse();
    }

    private static IImaReader Read(TestImaLog log, bool binary) => Read(new MemoryStream(binary ? log.Binary : log.Ascii), binary);

    private static IImaReader Read(Stream stream, bool binary) => binary ? new ImaBinaryReader(stream) : new ImaAsciiReader(stream);

    private static string Only(ImaResult result) => result.Findings.ShouldHaveSingleItem().Id;
}
