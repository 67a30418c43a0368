using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests.Tee;

public sealed class SnpVerifierTests : IDisposable
{
    private static readonly byte[] Nonce = [.. Enumerable.Repeat((byte)9, 64)];

    private readonly TestProcessor _processor = new();
    private readonly SnpVerifier _verifier;

    public SnpVerifierTests() => _verifier = new([_processor.Ark, _processor.Ask, _processor.Asvk], new ManualTime(TestProcessor.Now));

    public void Dispose() => _processor.Dispose();

    [Theory, InlineData(2u), InlineData(3u), InlineData(5u)]
    public void Verifies_reports_by_chip_keys_and_by_provider_keys(uint version)
    {
        var result = _verifier.Verify(_processor.Report(Nonce, version: version), _processor.Leaf(),
            new(Nonce) { Measurements = [Enumerable.Repeat((byte)0xAA, 48).ToArray()], LeastTcb = new(4, 0, 22, 213) });
        result.Findings.ShouldBeEmpty();
        result.Report!.ReportedTcb(SnpProduct.Milan).ShouldBe(new(4, 0, 22, 213));
        result.Report.Policy.SmtAllowed.ShouldBeTrue();
        _verifier.Verify(_processor.Report(Nonce, report => report[0x48] = 4, version), _processor.Leaf(forProviders: true), new(Nonce)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Takes_a_shorter_nonce_with_zeros_after_it_only()
    {
        byte[] padded = [.. Nonce[..32], .. new byte[32]];
        _verifier.Verify(_processor.Report(padded), _processor.Leaf(), new(Nonce.AsMemory(0, 32))).Succeeded.ShouldBeTrue();
        Only(_verifier.Verify(_processor.Report(Nonce), _processor.Leaf(), new(Nonce.AsMemory(0, 32)))).ShouldBe(TeeFindings.ReportDataMismatch);
        Only(_verifier.Verify(_processor.Report(new byte[64]), _processor.Leaf(), new(default))).ShouldBe(TeeFindings.ReportDataMismatch);
    }

    [Fact]
    public void Refuses_what_does_not_lead_to_the_vendor()
    {
        using var other = new TestProcessor();
        Only(_verifier.Verify(other.Report(Nonce), other.Leaf(), new(Nonce))).ShouldBe(TeeFindings.CertificateUntrusted);
        Only(_verifier.Verify(other.Report(Nonce), _processor.Leaf(), new(Nonce))).ShouldBe(TeeFindings.SignatureInvalid);
        Only(_verifier.Verify(_processor.Report(Nonce), _processor.Leaf(end: TestProcessor.Now.AddDays(-1)), new(Nonce))).ShouldBe(TeeFindings.CertificateOutsideValidity);
        // The key of a provider must not pass for that of a chip.
        Only(_verifier.Verify(_processor.Report(Nonce), _processor.Leaf(forProviders: true), new(Nonce))).ShouldBe(TeeFindings.CertificateUntrusted);
        Only(_verifier.Verify(_processor.Report(Nonce), [1, 2, 3], new(Nonce))).ShouldBe(TeeFindings.CertificateUntrusted);
    }

    [Fact]
    public void Refuses_the_certificate_of_another_chip_or_firmware()
    {
        Only(_verifier.Verify(_processor.Report(Nonce, report => report[0x1A0] ^= 1), _processor.Leaf(), new(Nonce))).ShouldBe(TeeFindings.CertificateMismatch);
        Only(_verifier.Verify(_processor.Report(Nonce), _processor.Leaf(snp: 23), new(Nonce))).ShouldBe(TeeFindings.CertificateMismatch);
        Only(_verifier.Verify(_processor.Report(Nonce, report => report[0x188] = 0x1A), _processor.Leaf(), new(Nonce))).ShouldBe(TeeFindings.CertificateMismatch);
    }

    [Fact]
    public void Names_what_a_policy_does_not_want()
    {
        string Of(Action<byte[]> alter, SnpExpectation? expectation = null) =>
            Only(_verifier.Verify(_processor.Report(Nonce, alter), _processor.Leaf(), expectation ?? new(Nonce)));
        Of(report => report[0x0A] |= 1 << 3).ShouldBe(TeeFindings.DebugAllowed);
        Of(report => report[0x0A] |= 1 << 2).ShouldBe(TeeFindings.PolicyMismatch);
        Of(report => report[0x30] = 1).ShouldBe(TeeFindings.PolicyMismatch);
        Of(_ => { }, new(Nonce) { LeastTcb = new(4, 0, 23, 0) }).ShouldBe(TeeFindings.TcbOutdated);
        Of(_ => { }, new(Nonce) { Measurements = [new byte[48]] }).ShouldBe(TeeFindings.MeasurementMismatch);
        Of(report => report[0] = 9).ShouldBe(TeeFindings.VersionUnsupported);
        Of(report => report[0x34] = 2).ShouldBe(TeeFindings.VersionUnsupported);
        Of(report => report[0x0F] = 1).ShouldBe(TeeFindings.Malformed);
        Only(_verifier.Verify(_processor.Report(Nonce).AsSpan(1), _processor.Leaf(), new(Nonce))).ShouldBe(TeeFindings.Malformed);
    }

    [Fact]
    public void Refuses_every_report_with_one_bit_altered()
    {
        var (report, leaf) = (_processor.Report(Nonce), _processor.Leaf());
        for (var at = 0; at < 0x2A0 + 48; at += 7)
        {
            report[at] ^= 2;
            _verifier.Verify(report, leaf, new(Nonce)).Succeeded.ShouldBeFalse($"byte {at}");
            report[at] ^= 2;
        }
        _verifier.Verify(report, leaf, new(Nonce)).Succeeded.ShouldBeTrue();
    }

    private static string Only(TeeResult<SnpReport> result)
    {
        result.Report.ShouldBeNull();
        return result.Findings.ShouldHaveSingleItem().Id;
    }
}
