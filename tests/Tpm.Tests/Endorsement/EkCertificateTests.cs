using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Endorsement;

public sealed class EkCertificateTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Trusts_the_corpus_certificate_under_its_root()
    {
        if (Corpora.Path("tpm/quotes") is not { } folder)
            return;
        var root = Pem(Path.Combine(folder, "swtpm-localca-rootca-cert.pem"));
        var issuer = Pem(Path.Combine(folder, "issuercert.pem"));
        var certificate = File.ReadAllBytes(Path.Combine(folder, "ek-rsa-cert.der"));
        TpmPublic.TryRead(File.ReadAllBytes(Path.Combine(folder, "ecdsa/ek.pub")), out var ek).ShouldBeTrue();
        var verifier = new EkCertificateVerifier([root], [], new ManualTime(Now));
        var result = verifier.Verify(certificate, ek!, issuer.RawData);
        result.Findings.ShouldBeEmpty();
        result.Identity.ShouldBe(new("id:00001014", "swtpm", "id:20191023"));
        // Configured intermediates serve as well as sent ones; the padding of NV memory does not matter.
        new EkCertificateVerifier([root], [issuer], new ManualTime(Now)).Verify((byte[])[.. certificate, .. new byte[500]], ek!).Succeeded.ShouldBeTrue();
        Only(verifier.Verify(certificate, ek!)).ShouldBe(HostFindings.EkUntrusted);
        Only(new EkCertificateVerifier([], [], new ManualTime(Now)).Verify(certificate, ek!, issuer.RawData, root.RawData)).ShouldBe(HostFindings.EkUntrusted);
        Only(new EkCertificateVerifier([root], [], new ManualTime(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero))).Verify(certificate, ek!, issuer.RawData))
            .ShouldBe(HostFindings.EkOutsideValidity);
    }

    [Theory]
    [InlineData(TestEndorsement.Fault.None, null)]
    [InlineData(TestEndorsement.Fault.Usage, HostFindings.EkUsageMismatch)]
    [InlineData(TestEndorsement.Fault.Attributes, HostFindings.EkAttributesMissing)]
    [InlineData(TestEndorsement.Fault.OtherKey, HostFindings.EkKeyMismatch)]
    [InlineData(TestEndorsement.Fault.OtherRoot, HostFindings.EkUntrusted)]
    [InlineData(TestEndorsement.Fault.Expired, HostFindings.EkOutsideValidity)]
    public void Names_what_is_wrong_with_a_certificate(TestEndorsement.Fault fault, string? expected)
    {
        foreach (var ecc in new[] { false, true })
        {
            using var endorsement = TestEndorsement.Create(ecc, Now, fault);
            TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
            var result = new EkCertificateVerifier([endorsement.Root], [], new ManualTime(Now)).Verify(endorsement.Certificate, ek!);
            result.Findings.Select(finding => finding.Id).ShouldBe(expected is null ? [] : [expected]);
            result.Succeeded.ShouldBe(expected is null);
        }
    }

    [Fact]
    public void Refuses_what_is_no_certificate()
    {
        using var endorsement = TestEndorsement.Create(ecc: true, Now);
        TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
        var verifier = new EkCertificateVerifier([endorsement.Root], [], new ManualTime(Now));
        Only(verifier.Verify(new byte[] { 0x30, 0x82, 0, 1, 0 }, ek!)).ShouldBe(HostFindings.EkMalformed);
        Only(verifier.Verify(endorsement.Certificate, ek!, new byte[] { 1, 2, 3 })).ShouldBe(HostFindings.EkMalformed);
        Only(verifier.Verify(new byte[100_000], ek!)).ShouldBe(HostFindings.EkMalformed);
    }

    private static X509Certificate2 Pem(string path) => X509CertificateLoader.LoadCertificate(
        Convert.FromBase64String(string.Concat(File.ReadAllLines(path).Where(line => !line.StartsWith('-')))));

    private static string Only(EkResult result) => result.Findings.ShouldHaveSingleItem().Id;
}
