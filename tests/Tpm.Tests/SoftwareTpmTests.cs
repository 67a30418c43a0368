using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests;

/// <summary>A real TPM implementation and tpm2-tools beside our verifier: they agree on what is good and on what is not.</summary>
public sealed class SoftwareTpmTests
{
    private const string AttestationHandle = "0x81010002";

    [Theory]
    [InlineData("ecc", "ecdsa", "sha256", "sha256")]
    [InlineData("rsa", "rsassa", "sha256", "sha256")]
    [InlineData("ecc384", "ecdsa", "sha384", "sha384")]
    [InlineData("rsa", "rsassa", "sha256", "sha384")]
    [InlineData("rsa", "rsapss", "sha256", "sha256")]
    public async Task Agrees_with_tpm2_checkquote(string algorithm, string scheme, string hash, string bank)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var tpm = await SoftwareTpm.StartAsync();
        await CreateAttestationKeyAsync(tpm, algorithm, scheme, hash, "rsa");
        await tpm.RunAsync("pcrextend", $"10:{bank}={Convert.ToHexString(Filled(TpmHash.TryParse(bank, out var known) ? known.Size : 0))}");
        var nonce = RandomNumberGenerator.GetBytes(20);
        await QuoteAsync(tpm, nonce, $"{bank}:0,1,2,3,4,5,6,7,10", hash, scheme);

        AttestationKey.TryCreate(await File.ReadAllBytesAsync(tpm.File("ak.pub")), out var key, out var finding).ShouldBeTrue(finding?.Message);
        using var held = key;
        var wanted = PcrSelection.Of(known!, 0, 1, 2, 3, 4, 5, 6, 7, 10);
        // tpm2_checkquote 5.4 takes every RSA signature to be RSASSA: of RSAPSS there is no peer.
        var peer = scheme != "rsapss";
        async Task<(bool Ours, bool Theirs)> CheckAsync(byte[] with) =>
            (QuoteVerifier.Verify(key!, Evidence(tpm), new(with, [wanted])).Succeeded, !peer || await CheckQuoteAsync(tpm, with, hash));

        (await CheckAsync(nonce)).ShouldBe((true, true));
        (await CheckAsync(Filled(20))).ShouldBe((false, !peer));
        foreach (var (file, at) in new[] { ("quote.msg", 50), ("quote.msg", 90), ("quote.msg", 120), ("quote.sig", 30), ("quote.pcrs", 0x8a + 10) })
        {
            var good = await File.ReadAllBytesAsync(tpm.File(file));
            var bad = good.ToArray();
            bad[at] ^= 4;
            await File.WriteAllBytesAsync(tpm.File(file), bad);
            (await CheckAsync(nonce)).ShouldBe((false, !peer), $"{file} at {at}");
            await File.WriteAllBytesAsync(tpm.File(file), good);
        }
        (await CheckAsync(nonce)).ShouldBe((true, true));
    }

    [Theory, InlineData("rsa"), InlineData("ecc")]
    public async Task Makes_credentials_that_the_tpm_activates_for_its_key_alone(string endorsement)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var tpm = await SoftwareTpm.StartAsync();
        await CreateAttestationKeyAsync(tpm, "ecc", "ecdsa", "sha256", endorsement);
        TpmPublic.TryRead(await File.ReadAllBytesAsync(tpm.File("ek.pub")), out var ek).ShouldBeTrue();
        TpmPublic.TryRead(await File.ReadAllBytesAsync(tpm.File("ak.pub")), out var ak).ShouldBeTrue();
        ak!.Name.Bytes.ToArray().ShouldBe(await File.ReadAllBytesAsync(tpm.File("ak.name")));
        var secret = RandomNumberGenerator.GetBytes(32);
        (await ActivateAsync(tpm, CredentialMaker.Make(ek!, ak.Name, secret))).ShouldBeTrue();
        (await File.ReadAllBytesAsync(tpm.File("activated"))).ShouldBe(secret);
        // For another key's name the same TPM refuses.
        using var other = TestTpm.Create();
        TpmPublic.TryRead(other.Public, out var stranger).ShouldBeTrue();
        (await ActivateAsync(tpm, CredentialMaker.Make(ek!, stranger!.Name, secret))).ShouldBeFalse();
        // And the quote's signer is the name under the endorsement key.
        await QuoteAsync(tpm, secret, "sha256:0", "sha256", "ecdsa");
        TpmAttestation.TryRead(await File.ReadAllBytesAsync(tpm.File("quote.msg")), out var quote, out _).ShouldBeTrue();
        quote!.QualifiedSigner.ShouldBe(TpmName.Qualified(TpmName.Qualified(TpmName.EndorsementHierarchy, ek!), ak));
    }

    [Fact]
    public async Task Trusts_the_certificate_of_a_manufactured_tpm_for_its_own_key()
    {
        if (!SoftwareTpm.IsAvailable || ExternalProgram.Find("swtpm_setup") is null)
            return;
        await using var tpm = await SoftwareTpm.StartAsync(certified: true);
        // The manufacturer left the key where the TCG says.
        await tpm.RunAsync("readpublic", "-c", "0x81010001", "-o", tpm.File("ek.pub"));
        // The index that the TCG reserves for the certificate of an RSA-2048 EK.
        await tpm.RunAsync("nvread", "0x1c00002", "-o", tpm.File("ek.der"));
        TpmPublic.TryRead(await File.ReadAllBytesAsync(tpm.File("ek.pub")), out var ek).ShouldBeTrue();
        var (rootFile, issuerFile) = tpm.Authority;
        using var root = X509CertificateLoader.LoadCertificate(CertificateFile.Read(await File.ReadAllBytesAsync(rootFile))![0].RawData);
        using var issuer = X509CertificateLoader.LoadCertificate(CertificateFile.Read(await File.ReadAllBytesAsync(issuerFile))![0].RawData);
        var verifier = new EkCertificateVerifier([root], [issuer], TimeProvider.System);
        var certificate = await File.ReadAllBytesAsync(tpm.File("ek.der"));
        var result = verifier.Verify(certificate, ek!);
        result.Findings.ShouldBeEmpty();
        result.Identity!.Model.ShouldBe("swtpm");
        using var another = TestEndorsement.Create(ecc: false, DateTimeOffset.UtcNow);
        TpmPublic.TryRead(another.Public, out var stranger).ShouldBeTrue();
        verifier.Verify(certificate, stranger!).Findings.ShouldHaveSingleItem().Id.ShouldBe(HostFindings.EkKeyMismatch);
    }

    [Fact]
    public async Task Proves_a_list_by_the_quote_of_the_pcr_that_it_extended()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var tpm = await SoftwareTpm.StartAsync();
        await CreateAttestationKeyAsync(tpm, "ecc", "ecdsa", "sha256", "rsa");
        var log = new TestImaLog().AddFile("boot_aggregate").AddFile("/usr/bin/a").AddViolation("/var/log/b").AddFile("/usr/bin/c");
        for (var reader = new ImaBinaryReader(new MemoryStream(log.Binary)); reader.Read() is { } entry;)
        {
            var digest = entry.IsViolation ? Enumerable.Repeat((byte)0xFF, 32).ToArray() : TpmHash.Sha256.Hash(entry.TemplateData.Span);
            await tpm.RunAsync("pcrextend", $"10:sha256={Convert.ToHexString(digest)}");
        }
        log.AddFile("/usr/bin/newer-than-the-quote");
        var nonce = RandomNumberGenerator.GetBytes(32);
        await QuoteAsync(tpm, nonce, "sha256:10", "sha256", "ecdsa");
        AttestationKey.TryCreate(await File.ReadAllBytesAsync(tpm.File("ak.pub")), out var key, out _).ShouldBeTrue();
        using var held = key;
        var quote = QuoteVerifier.Verify(key!, Evidence(tpm), new(nonce, [PcrSelection.Of(TpmHash.Sha256, 10)]));
        quote.Succeeded.ShouldBeTrue();
        var result = ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(log.Binary)), new(quote.Pcrs!, quote.Quote!.Clock.Resets) { AllowViolations = true });
        result.Succeeded.ShouldBeTrue();
        result.Proven!.Entries.ShouldBe(4);
        result.Ahead.ShouldBe(1);
    }

    private static async Task CreateAttestationKeyAsync(SoftwareTpm tpm, string algorithm, string scheme, string hash, string endorsement)
    {
        await tpm.RunAsync("createek", "-c", "0x81010001", "-G", endorsement, "-u", tpm.File("ek.pub"));
        await tpm.RunAsync("createak", "-C", "0x81010001", "-c", tpm.File("ak.ctx"), "-G", algorithm, "-g", hash, "-s", scheme,
            "-u", tpm.File("ak.pub"), "-n", tpm.File("ak.name"));
        await tpm.RunAsync("evictcontrol", "-c", tpm.File("ak.ctx"), AttestationHandle);
        await tpm.RunAsync("readpublic", "-c", AttestationHandle, "-f", "pem", "-o", tpm.File("ak.pem"));
    }

    private static Task<string> QuoteAsync(SoftwareTpm tpm, byte[] nonce, string pcrs, string hash, string scheme) =>
        tpm.RunAsync("quote", "-c", AttestationHandle, "-l", pcrs, "-q", Convert.ToHexString(nonce), "-g", hash, "--scheme", scheme,
            "-m", tpm.File("quote.msg"), "-s", tpm.File("quote.sig"), "-o", tpm.File("quote.pcrs"));

    private static Task<bool> CheckQuoteAsync(SoftwareTpm tpm, byte[] nonce, string hash) =>
        tpm.SucceedsAsync("checkquote", "-u", tpm.File("ak.pem"), "-m", tpm.File("quote.msg"), "-s", tpm.File("quote.sig"), "-f", tpm.File("quote.pcrs"),
            "-q", Convert.ToHexString(nonce), "-g", hash);

    private static QuoteEvidence Evidence(SoftwareTpm tpm) => new(
        File.ReadAllBytes(tpm.File("quote.msg")),
        File.ReadAllBytes(tpm.File("quote.sig")),
        PcrFile.TryRead(File.ReadAllBytes(tpm.File("quote.pcrs")), out var pcrs) ? pcrs : new());

    private static async Task<bool> ActivateAsync(SoftwareTpm tpm, CredentialBlob blob)
    {
        await File.WriteAllBytesAsync(tpm.File("cred.blob"), blob.ToFile());
        await tpm.RunAsync("startauthsession", "--policy-session", "-S", tpm.File("session.ctx"));
        await tpm.RunAsync("policysecret", "-S", tpm.File("session.ctx"), "-c", "e");
        var activated = await tpm.SucceedsAsync("activatecredential", "-c", AttestationHandle, "-C", "0x81010001", "-i", tpm.File("cred.blob"),
            "-o", tpm.File("activated"), "-P", $"session:{tpm.File("session.ctx")}");
        await tpm.RunAsync("flushcontext", tpm.File("session.ctx"));
        return activated;
    }

    private static byte[] Filled(int size) => [.. Enumerable.Repeat((byte)7, size)];
}
