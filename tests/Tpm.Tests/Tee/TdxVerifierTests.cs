using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Tests.Tee;

public sealed class TdxVerifierTests : IDisposable
{
    private static readonly byte[] Nonce = [.. Enumerable.Repeat((byte)9, 64)];

    private readonly TestProcessor _processor = new() { EnclaveSigner = RandomNumberGenerator.GetBytes(32) };
    private readonly TdxVerifier _verifier;

    public TdxVerifierTests() => _verifier = new([_processor.Ark], new ManualTime(TestProcessor.Now)) { EnclaveSigner = _processor.EnclaveSigner };

    public void Dispose() => _processor.Dispose();

    [Fact]
    public void Verifies_a_quote_from_the_root_to_the_registers()
    {
        var result = _verifier.Verify(_processor.Quote(Nonce), new(Nonce)
        {
            Measurements = [Enumerable.Repeat((byte)0xBB, 48).ToArray()],
            LeastTcbSvn = Enumerable.Repeat((byte)5, 16).ToArray(),
        });
        result.Findings.ShouldHaveSingleItem().Id.ShouldBe(TeeFindings.CollateralMissing);
        result.Report!.Rtmr(3).Span[0].ShouldBe((byte)3);
        result.Report.Registers().Get(TpmHash.Sha384, 3)!.Value.Span[0].ShouldBe((byte)2);
        // The transport pads with zeros.
        _verifier.Verify([.. _processor.Quote(Nonce), .. new byte[100]], new(Nonce)).Succeeded.ShouldBeTrue();
        Only(_verifier.Verify([.. _processor.Quote(Nonce), 1], new(Nonce))).ShouldBe(TeeFindings.Malformed);
    }

    [Fact]
    public void Refuses_each_broken_link_between_the_root_and_the_quote()
    {
        using var other = new TestProcessor { EnclaveSigner = _processor.EnclaveSigner };
        Only(_verifier.Verify(other.Quote(Nonce), new(Nonce))).ShouldBe(TeeFindings.CertificateUntrusted);
        Only(_verifier.Verify(_processor.Quote(Nonce, signer: other.QuoteKey), new(Nonce))).ShouldBe(TeeFindings.SignatureInvalid);
        Only(_verifier.Verify(_processor.Quote(Nonce, alterEnclave: enclave => enclave[0x140] ^= 1), new(Nonce))).ShouldBe(TeeFindings.SignatureInvalid);
        Only(_verifier.Verify(_processor.Quote(Nonce, alterEnclave: enclave => enclave[0x80] ^= 1), new(Nonce))).ShouldBe(TeeFindings.QuotingEnclaveMismatch);
        Only(_verifier.Verify(_processor.Quote(Nonce, alterEnclave: enclave => enclave[0x30] |= 2), new(Nonce))).ShouldBe(TeeFindings.QuotingEnclaveMismatch);
        var late = new TdxVerifier([_processor.Ark], new ManualTime(TestProcessor.Now.AddYears(9))) { EnclaveSigner = _processor.EnclaveSigner };
        Only(late.Verify(_processor.Quote(Nonce), new(Nonce))).ShouldBe(TeeFindings.CertificateOutsideValidity);
        Only(new TdxVerifier([_processor.Ark], new ManualTime(TestProcessor.Now)).Verify(_processor.Quote(Nonce), new(Nonce))).ShouldBe(TeeFindings.QuotingEnclaveMismatch);
    }

    [Fact]
    public void Names_what_a_policy_does_not_want()
    {
        string Of(Action<byte[]>? alter, TdxExpectation? expectation = null) => Only(_verifier.Verify(_processor.Quote(Nonce, alter), expectation ?? new(Nonce)));
        Of(null, new(new byte[64])).ShouldBe(TeeFindings.ReportDataMismatch);
        Of(null, new(Nonce) { Measurements = [new byte[48]] }).ShouldBe(TeeFindings.MeasurementMismatch);
        Of(null, new(Nonce) { LeastTcbSvn = Enumerable.Repeat((byte)6, 16).ToArray() }).ShouldBe(TeeFindings.TcbOutdated);
        Of(signed => signed[48 + 0x78] = 1).ShouldBe(TeeFindings.DebugAllowed);
        Of(signed => signed[48 + 0x40] = 1).ShouldBe(TeeFindings.PolicyMismatch);
        Of(signed => signed[0] = 6).ShouldBe(TeeFindings.VersionUnsupported);
    }

    private static string Only(TeeResult<TdxQuote> result)
    {
        result.Report.ShouldBeNull();
        return result.Findings.Where(finding => finding.Id != TeeFindings.CollateralMissing).ShouldHaveSingleItem().Id;
    }
}
