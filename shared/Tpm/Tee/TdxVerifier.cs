using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Endorsement;

namespace Attestry.Tpm.Tee;

/// <summary>
/// Judges TDX quotes: the PCK certificate leads to Intel's root, its key signed the quoting enclave's report, that report holds the
/// attestation key, and that key signed the quote.
/// </summary>
/// <param name="roots">See <see cref="VendorRoots.Intel"/>.</param>
public sealed class TdxVerifier(IReadOnlyList<X509Certificate2> roots, TimeProvider time)
{
    /// <summary>MRSIGNER of Intel's enclaves for attestation, and the product that quotes machines.</summary>
    private const string IntelSigner = "dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5";

    private const int QuotingProduct = 2;

    /// <summary>SGX_FLAGS_DEBUG.</summary>
    private const byte EnclaveDebug = 2;

    /// <summary>Another signer than Intel's; for tests with keys of their own.</summary>
    internal byte[] EnclaveSigner { get; init; } = Convert.FromHexString(IntelSigner);

    public TeeResult<TdxQuote> Verify(ReadOnlySpan<byte> quote, TdxExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        if (!TdxQuote.TryRead(quote, out var read, out var malformed))
            return new([malformed], null);
        if (CertificateFile.Read(read.Chain.AsSpan().TrimEnd((byte)0)) is not { } chain)
            return Refused(TeeFindings.CertificateUntrusted, "The certificates in the quote cannot be read.");
        try
        {
            return VerifyChain(read, chain) ?? Judged(read, chain, expectation);
        }
        catch (CryptographicException)
        {
            return Refused(TeeFindings.SignatureInvalid, "A key in the quote is not sound.");
        }
        finally
        {
            foreach (var certificate in chain)
                certificate.Dispose();
        }
    }

    private TeeResult<TdxQuote>? VerifyChain(TdxQuote quote, IReadOnlyList<X509Certificate2> chain)
    {
        switch (CertificatePath.Build(chain[0], chain.Skip(1), roots, time.GetUtcNow()))
        {
            case PathState.OutsideValidity:
                return Refused(TeeFindings.CertificateOutsideValidity, "A certificate in the quote is not valid yet, or no longer.");
            case PathState.Untrusted:
                return Refused(TeeFindings.CertificateUntrusted, "The PCK certificate does not lead to a root of Intel.");
            default:
                break;
        }
        using var pck = chain[0].GetECDsaPublicKey();
        if (pck is null || !pck.VerifyData(quote.EnclaveReport, quote.EnclaveSignature, HashAlgorithmName.SHA256))
            return Refused(TeeFindings.SignatureInvalid, "The certified key did not sign the report of the quoting enclave.");
        var bound = SHA256.HashData([.. quote.AttestationKey, .. quote.AuthenticationData]);
        if (!ReportDataMatch.Is(quote.EnclaveReport.AsSpan(0x140, 64), bound))
            return Refused(TeeFindings.SignatureInvalid, "The attestation key is not the one of the quoting enclave.");
        if (!quote.EnclaveReport.AsSpan(0x80, 32).SequenceEqual(EnclaveSigner)
            || quote.EnclaveReport[0x100] != QuotingProduct || quote.EnclaveReport[0x101] != 0 || (quote.EnclaveReport[0x30] & EnclaveDebug) != 0)
            return Refused(TeeFindings.QuotingEnclaveMismatch, "The quoting enclave is not Intel's, or may be debugged.");
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = quote.AttestationKey[..32], Y = quote.AttestationKey[32..] },
        });
        return key.VerifyData(quote.Signed, quote.Signature, HashAlgorithmName.SHA256)
            ? null
            : Refused(TeeFindings.SignatureInvalid, "The attestation key did not sign the quote.");
    }

    private TeeResult<TdxQuote> Judged(TdxQuote quote, IReadOnlyList<X509Certificate2> chain, TdxExpectation expectation)
    {
        var findings = Judge(quote, expectation).ToList();
        findings.AddRange(JudgePlatform(quote, chain, expectation));
        return new(findings, findings.TrueForAll(finding => finding.Severity < Severity.High) ? quote : null);
    }

    private List<Finding> JudgePlatform(TdxQuote quote, IReadOnlyList<X509Certificate2> chain, TdxExpectation expectation)
    {
        if (expectation.Collateral is not { } collateral)
            return [new(TeeFindings.CollateralMissing, expectation.RequireCollateral ? Severity.High : Severity.Medium, "Nothing that Intel publishes of the platform is at hand: whether its firmware is sound is not known.")];
        var (status, found) = collateral.Judge(quote, chain, roots, time.GetUtcNow());
        quote.TcbStatus = status;
        var findings = found.Select(finding => finding.Id == TeeFindings.CollateralExpired && !expectation.RequireCollateral ? finding with { Severity = Severity.Medium } : finding).ToList();
        if (status is not null && JudgeStatus(status, expectation) is { } judged)
            findings.Add(judged);
        return findings;
    }

    private static Finding? JudgeStatus(TdxPlatformStatus status, TdxExpectation expectation)
    {
        var severity = expectation.AcceptedTcbStatuses.Contains(status.Status) ? Severity.Low : Severity.High;
        var advisories = status.Advisories.Count > 0 ? $" ({string.Join(", ", status.Advisories.Take(20).Select(id => Bounded.Quote(id)))})" : "";
        return status.Status switch
        {
            TdxTcbStatus.UpToDate => null,
            TdxTcbStatus.Revoked => new(TeeFindings.TcbRevoked, Severity.Critical, $"Intel revoked the security version of the platform{advisories}."),
            TdxTcbStatus.OutOfDate or TdxTcbStatus.OutOfDateConfigurationNeeded => new(TeeFindings.TcbOutdated, severity, $"Intel says that the platform is {status.Status}{advisories}."),
            TdxTcbStatus.Unknown => new(TeeFindings.TcbUnknown, Severity.High, "Intel states a status of the platform that is not known here."),
            _ => new(TeeFindings.TcbConfiguration, severity, $"Intel says of the platform {status.Status}{advisories}."),
        };
    }

    private static IEnumerable<Finding> Judge(TdxQuote quote, TdxExpectation expectation)
    {
        if (!ReportDataMatch.Is(quote.ReportData.Span, expectation.ReportData.Span))
            yield return new(TeeFindings.ReportDataMismatch, Severity.Critical, "The quote does not answer the challenge that was set.");
        if (expectation.Measurements.Count > 0 && !expectation.Measurements.Any(one => one.Span.SequenceEqual(quote.MrTd.Span)))
            yield return new(TeeFindings.MeasurementMismatch, Severity.Critical, "The machine was built from an image that is not expected.");
        foreach (var (index, allowed) in expectation.Rtmrs)
            if (index is < 0 or > 3 || !allowed.Any(one => one.Span.SequenceEqual(quote.Rtmr(index).Span)))
                yield return new(TeeFindings.RegisterMismatch, Severity.Critical, $"RTMR {index} holds none of the expected values.");
        if (quote.DebugAllowed && !expectation.AllowDebug)
            yield return new(TeeFindings.DebugAllowed, Severity.Critical, "The host may read the memory of the machine.");
        if (quote.MrSignerSeam.Span.ContainsAnyExcept((byte)0))
            yield return new(TeeFindings.PolicyMismatch, Severity.High, "The TDX module is not Intel's.");
        if (expectation.LeastTcbSvn.Length > 0 && !IsAtLeast(quote.TeeTcbSvn.Span, expectation.LeastTcbSvn.Span))
            yield return new(TeeFindings.TcbOutdated, Severity.High, "The TDX module is older than what is asked for.");
    }

    private static bool IsAtLeast(ReadOnlySpan<byte> have, ReadOnlySpan<byte> least)
    {
        for (var i = 0; i < have.Length; i++)
            if (i >= least.Length || have[i] < least[i])
                return false;
        return true;
    }

    private static TeeResult<TdxQuote> Refused(string id, string message) => new([new(id, Severity.Critical, message)], null);
}
