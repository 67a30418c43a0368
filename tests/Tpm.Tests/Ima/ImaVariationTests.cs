using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Ima;

/// <summary>Lists as kernels write them in practice, and signatures as evmctl makes them.</summary>
public sealed class ImaVariationTests
{
    [Fact]
    public void A_list_of_a_big_endian_machine_is_read_and_proven()
    {
        // Without ima_canonical_fmt every number is big-endian, also those that are hashed.
        byte[] Sized(byte[] bytes) => [0, 0, 0, (byte)bytes.Length, .. bytes];
        byte[] data = [.. Sized([.. "sha256:"u8, 0, .. SHA256.HashData("x"u8)]), .. Sized("/bin/x\0"u8.ToArray())];
        byte[] list = [0, 0, 0, 10, .. TpmHash.Sha1.Hash(data), .. Sized("ima-ng"u8.ToArray()), .. Sized(data)];
        var pcr = new byte[32];
        TpmHash.Sha256.Extend(pcr, SHA256.HashData(data));
        var quoted = new PcrValues();
        quoted.TrySet(TpmHash.Sha256, 10, pcr);
        ImaEntry? seen = null;

        var result = ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(list)), new(quoted, 1) { Visit = entry => seen = entry });

        result.Succeeded.ShouldBeTrue();
        seen!.Path.ShouldBe("/bin/x");
    }

    [Fact]
    public void Violations_may_be_logged_as_ones_and_a_kexec_adds_another_boot_aggregate()
    {
        var log = new TestImaLog().AddFile("boot_aggregate").AddViolation("/v").AddFile("boot_aggregate").AddFile("/bin/a");
        var binary = log.Binary;
        var first = new ImaBinaryReader(new MemoryStream(binary));
        first.Read();
        binary.AsSpan((int)first.Offset + 4, 20).Fill(0xFF);

        var result = ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(binary)), new(log.Quoted(TpmHash.Sha256), 1) { AllowViolations = true });

        result.Succeeded.ShouldBeTrue();
        result.Findings.ShouldHaveSingleItem().Id.ShouldBe(ImaFindings.Violation);
    }

    [Fact]
    public void Older_kernels_pad_the_sha1_hash_where_a_policy_takes_that()
    {
        var log = new TestImaLog().AddFile("/bin/a");
        var entry = new ImaBinaryReader(new MemoryStream(log.Binary)).Read()!;
        var pcr = new byte[32];
        TpmHash.Sha256.Extend(pcr, [.. entry.TemplateHash.Span, .. new byte[12]]);
        var quoted = new PcrValues();
        quoted.TrySet(TpmHash.Sha256, 10, pcr);
        ImaResult Verify(ImaExtension extension) => ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(log.Binary)), new(quoted, 1) { Extension = extension });

        Verify(ImaExtension.PaddedSha1).Succeeded.ShouldBeTrue();
        Verify(ImaExtension.BankHash).Findings.ShouldHaveSingleItem().Id.ShouldBe(ImaFindings.PcrMismatch);
    }

    [Fact]
    public void Entries_with_evms_signature_are_read_in_both_forms_and_signed_by_nobody()
    {
        byte[] portable = [5, 2, 4, 1, 2, 3, 4, 0, 1, 9];
        var log = new TestImaLog()
            .Add("ima-sig", TestImaLog.Digest("sha256", new byte[32]), TestImaLog.Name("/a"), TestImaLog.Hex(portable))
            .Add("evm-sig", TestImaLog.Digest("sha256", new byte[32]), TestImaLog.Name("/b"), TestImaLog.Hex(portable), TestImaLog.Name("security.ima"), TestImaLog.Hex([1, 0, 0, 0]),
                TestImaLog.Hex([7]), ([0xE8, 3, 0, 0], "1000"), ([1, 0, 0, 0], "1"), ([0xA4, 0x81], "33188"));
        foreach (var reader in new IImaReader[] { new ImaBinaryReader(new MemoryStream(log.Binary)), new ImaAsciiReader(new MemoryStream(log.Ascii)) })
        {
            var entries = new List<ImaEntry>();
            ImaVerifier.Verify(reader, new(log.Quoted(TpmHash.Sha256), 1) { Visit = entries.Add }).Findings.ShouldBeEmpty();
            entries.Select(entry => (entry.Path, entry.IsSigned)).ShouldBe([("/a", false), ("/b", false)]);
            new ImaSignatureVerifier([]).Verify(entries[0])!.Id.ShouldBe(ImaFindings.SignatureMissing);
        }
    }

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("ec")]
    public async Task Takes_signatures_as_evmctl_makes_them(string kind)
    {
        if (ExternalProgram.Find("evmctl") is not { } evmctl || ExternalProgram.Find("openssl") is not { } openssl)
            return;
        using var folder = new TemporaryFolder();
        await RunAsync(openssl, kind == "ec"
            ? ["req", "-x509", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ima", "-keyout", folder.File("key"), "-outform", "DER", "-out", folder.File("certificate")]
            : ["req", "-x509", "-new", "-newkey", kind, "-nodes", "-subj", "/CN=ima", "-keyout", folder.File("key"), "-outform", "DER", "-out", folder.File("certificate")]);
        await File.WriteAllTextAsync(folder.File("program"), "content");
        await RunAsync(evmctl, ["ima_sign", "--sigfile", "-a", "sha256", "--key", folder.File("key"), folder.File("program")]);
        var signature = await File.ReadAllBytesAsync(folder.File("program.sig"));
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(folder.File("certificate"));
        using var key = ImaKey.Of(certificate)!;
        var verifier = new ImaSignatureVerifier([key]);
        ImaEntry Entry(byte[] signed) => new ImaBinaryReader(new MemoryStream(
            new TestImaLog().Add("ima-sig", TestImaLog.Digest("sha256", SHA256.HashData("content"u8)), TestImaLog.Name("/x"), TestImaLog.Hex(signed)).Binary)).Read()!;

        verifier.Verify(Entry(signature)).ShouldBeNull();
        BinaryPrimitives.ReadUInt32BigEndian(signature.AsSpan(3)).ShouldBe(key.Id);
        signature[^1] ^= 1;
        verifier.Verify(Entry(signature))!.Id.ShouldBe(ImaFindings.SignatureInvalid);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (errors, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors + await output);
    }
}
