using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Quotes;

/// <summary>Judges a quote: the signature first, then what was signed, then the values that came along.</summary>
public static class QuoteVerifier
{
    /// <exception cref="ArgumentException">The expectation holds no nonce: any old quote would do.</exception>
    public static QuoteResult Verify(AttestationKey key, QuoteEvidence evidence, QuoteExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(expectation);
        if (expectation.Nonce.IsEmpty)
            throw new ArgumentException("A quote must answer a nonce.", nameof(expectation));
        var message = evidence.Message.Span;
        if (!TpmSignature.TryRead(evidence.Signature.Span, out var signature))
            return Refused(new(QuoteFindings.Malformed, Severity.High, "The signature of the quote cannot be read."));
        // What is no attestation is named as such; nothing of it is believed before the signature was verified.
        if (!TpmAttestation.TryRead(message, out var quote, out var malformed))
            return Refused(malformed);
        if (signature.Scheme != key.Public.Scheme || signature.Hash != key.Public.SchemeHash)
            return Refused(new(QuoteFindings.AlgorithmRefused, Severity.High, "The quote is not signed by the scheme of the key."));
        if (!key.Verify(message, signature))
            return Refused(new(QuoteFindings.SignatureInvalid, Severity.Critical, "The attestation key did not sign this quote."));
        return Judge(signature.Hash, quote, evidence.Pcrs, expectation);
    }

    private static QuoteResult Judge(TpmHash hash, TpmAttestation quote, PcrValues pcrs, QuoteExpectation expectation)
    {
        var findings = new List<Finding>();
        if (quote.Type != TpmAttestationType.Quote)
            findings.Add(new(QuoteFindings.TypeMismatch, Severity.Critical, "The attestation certifies a key; it quotes no PCRs."));
        if (!CryptographicOperations.FixedTimeEquals(quote.ExtraData.Span, expectation.Nonce.Span))
            findings.Add(new(QuoteFindings.NonceMismatch, Severity.Critical, "The quote does not answer the challenge that was set."));
        if (expectation.QualifiedSigner is { } signer && !signer.Equals(quote.QualifiedSigner))
            findings.Add(new(QuoteFindings.SignerMismatch, Severity.Critical, "The quote names another signer than the enrolled key."));
        if (expectation.FirmwareVersion is { } firmware && firmware != quote.FirmwareVersion)
            findings.Add(new(QuoteFindings.FirmwareMismatch, Severity.High, $"The TPM has firmware 0x{quote.FirmwareVersion:x16}, not 0x{firmware:x16}."));
        JudgePcrs(findings, hash, quote, pcrs, expectation.Required);
        JudgeClock(findings, quote.Clock, expectation.Previous, out var rebooted);
        var refused = findings.Any(finding => finding.Severity >= Severity.High);
        return new(findings, refused ? null : quote, refused ? null : pcrs.Only(quote.Selections), rebooted);
    }

    private static void JudgePcrs(List<Finding> findings, TpmHash hash, TpmAttestation quote, PcrValues pcrs, IReadOnlyList<PcrSelection> required)
    {
        if (quote.Selections.All(selection => selection.Bank == TpmHash.Sha1 || selection.Mask == 0))
            findings.Add(new(QuoteFindings.Sha1Only, Severity.High, "The quote covers no bank but SHA-1, whose values can be forged."));
        foreach (var wanted in required)
        {
            var quoted = quote.Selections.Where(selection => selection.Bank == wanted.Bank).Aggregate(0u, (mask, selection) => mask | selection.Mask);
            if ((wanted.Mask & ~quoted) is not 0 and var missing)
                findings.Add(new(QuoteFindings.PcrMissing, Severity.High, $"The quote does not cover {new PcrSelection(wanted.Bank, missing)}."));
        }
        if (pcrs.Digest(hash, quote.Selections) is not { } digest)
            findings.Add(new(QuoteFindings.PcrMissing, Severity.High, "The value of a quoted PCR did not come along."));
        else if (!CryptographicOperations.FixedTimeEquals(digest, quote.PcrDigest.Span))
            findings.Add(new(QuoteFindings.PcrDigestMismatch, Severity.Critical, "The PCR values are not the ones that were quoted."));
    }

    /// <summary>Resets only grow; within one boot restarts and the clock do (TPM 2.0 Part 1, 36).</summary>
    private static void JudgeClock(List<Finding> findings, TpmClock now, TpmClock? before, out bool rebooted)
    {
        rebooted = before is not null && now.Resets > before.Resets;
        if (!now.Safe)
            findings.Add(new(QuoteFindings.ClockUnsafe, Severity.Low, "The TPM lost power without notice; its clock may have gone back."));
        if (before is null)
            return;
        var backwards = now.Resets < before.Resets
            || (now.Resets == before.Resets && (now.Restarts < before.Restarts || now.Milliseconds < before.Milliseconds))
            // Across a boot only a clock that is known to be safe must have gone on.
            || (now.Resets > before.Resets && now.Safe && before.Safe && now.Milliseconds < before.Milliseconds);
        if (backwards)
            findings.Add(new(QuoteFindings.ClockBackwards, Severity.Critical, "Clock or counters of the TPM are behind an earlier quote."));
        else if (rebooted)
            findings.Add(new(QuoteFindings.Rebooted, Severity.Info, "The host booted since the quote before."));
    }

    private static QuoteResult Refused(Finding finding) => new([finding], null, null, false);
}
