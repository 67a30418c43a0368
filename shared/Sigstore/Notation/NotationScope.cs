using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;

namespace Attestry.Sigstore.Notation;

/// <summary>
/// What a trust policy says in one repository, and how signatures are judged by it (trust-store-trust-policy.md §signature
/// verification). One whose authenticity fails never counts, also where the level only logs that: it is by nobody who is trusted.
/// </summary>
public sealed class NotationScope
{
    private readonly NotationPolicy _policy;

    private readonly Func<string, IReadOnlyList<Certificate>> _store;

    internal NotationScope(NotationPolicy policy, Func<string, IReadOnlyList<Certificate>> store) => (_policy, _store) = (policy, store);

    /// <summary>What evidence calls whoever this policy trusts.</summary>
    public string Signer => $"notation:{_policy.Name}";

    internal static Finding NoPolicy => new(NotationFindings.PolicyMissing, Severity.High, "No Notation trust policy names this repository.");

    /// <param name="mediaType">Of the envelope (<see cref="NotationMediaTypes.IsEnvelope"/>).</param>
    /// <param name="content">The envelope's bytes, whose digest was verified.</param>
    /// <param name="artifact">The digest that must be signed.</param>
    public SignatureResult Verify(string mediaType, ReadOnlyMemory<byte> content, Digest artifact, DateTimeOffset now)
    {
        if (_policy.Level.IsSkip)
            return Refused(NotationFindings.Skipped, "The trust policy skips the verification of signatures here.");
        try
        {
            var envelope = mediaType == NotationMediaTypes.Jws ? JwsEnvelopeReader.Read(content) : CoseEnvelopeReader.Read(content);
            return Judge(envelope, artifact, now);
        }
        catch (CriticalAttributeException e)
        {
            return Refused(NotationFindings.CriticalUnsupported, e.Message);
        }
        // InvalidOperationException: JSON of another kind, or text that is not valid UTF-16 once its escapes are undone.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return Refused(SignatureFindings.Malformed, $"The Notation envelope cannot be read: {Bounded.Quote(e.Message)}");
        }
    }

    private SignatureResult Judge(NotationEnvelope envelope, Digest artifact, DateTimeOffset now)
    {
        var (chain, invalid) = NotationChain.Read(envelope.Certificates);
        if (chain is null)
            return SignatureResult.Refused(invalid!);
        if (!envelope.Algorithm.Verify(chain.Leaf.SubjectPublicKeyInfo, envelope.Signed.Span, envelope.Signature.Span))
            return Refused(SignatureFindings.Invalid, "The certificate's key did not sign these bytes with the algorithm for its size.");
        var (payload, malformed) = NotationPayload.Read(envelope.Payload);
        if (payload is null)
            return SignatureResult.Refused(malformed!);
        var result = new SignatureResult(null, payload.Digest, null, null) { CertificateExpires = chain.Leaf.NotAfter };
        if (Stranger(envelope, chain) is { } stranger)
            return result with { Finding = stranger };
        // By whom it is stands in the result: what a trusted signer signed and what lies here are not the same.
        if (payload.Digest != artifact)
            return result with { Signer = Signer, Finding = new(SignatureFindings.DigestMismatch, Severity.High, $"The signature is for {payload.Digest}.") };
        var (times, late) = Times(envelope, chain, now);
        var level = _policy.Level;
        (ValidationAction Action, Finding? Finding)[] checks =
        [
            (level.AuthenticTimestamp, late),
            (level.Expiry, Expired(envelope, now)),
            (level.Revocation, Revocation(chain)),
        ];
        return result with
        {
            Signer = Signer,
            Certificate = new([DistinguishedName.Read(chain.Leaf.Subject).ToString()], new()),
            Times = times,
            Finding = checks.FirstOrDefault(check => check is { Action: ValidationAction.Enforce, Finding: not null }).Finding,
            Remarks = [.. checks.Where(check => check is { Action: ValidationAction.Log, Finding: not null }).Select(check => check.Finding! with { Severity = Severity.Medium })],
        };
    }

    private Finding? Stranger(NotationEnvelope envelope, NotationChain chain)
    {
        var anchors = _store(envelope.IsSigningAuthority ? "signingAuthority" : "ca");
        if (!chain.Certificates.Any(one => anchors.Any(anchor => anchor.Raw.Span.SequenceEqual(one.Raw.Span))))
            return new(NotationFindings.ChainUntrusted, Severity.High, "No certificate of the chain is in the policy's trust stores.");
        var subject = DistinguishedName.Read(chain.Leaf.Subject);
        return _policy.Identities.Count == 0 || _policy.Identities.Any(identity => identity.IsPartOf(subject))
            ? null
            : new(NotationFindings.IdentityMismatch, Severity.High, $"Signed by {Bounded.Quote(subject.ToString())}, who is not trusted here.");
    }

    // §authentic timestamp: proven times must lie in the life of every certificate; without any, that life must last still.
    private (IReadOnlyList<Timestamps.ProvenTime> Times, Finding? Finding) Times(NotationEnvelope envelope, NotationChain chain, DateTimeOffset now)
    {
        if (envelope.AuthenticSigningTime is { } authentic)
            return chain.IsValidAt(authentic) && authentic <= now + Primitives.Limits.SignatureLimits.ClockSkew
                ? ([new("signing authority", authentic)], null)
                : ([], Untimely($"The signing authority signed at {authentic:u}, outside of its certificates' life, or in the future."));
        var roots = _store("tsa");
        if (roots.Count == 0 || _policy.TimestampAfterExpiry && chain.IsValidAt(now))
            return ([], chain.IsValidAt(now) ? null : Untimely("A certificate is not valid now, and no timestamp authority is trusted that could prove that it was."));
        if (envelope.Timestamp is not { } token)
            return ([], Untimely("There is no timestamp."));
        var (time, finding) = NotationTimestamp.Verify(token, envelope.Signature.Span, roots, now);
        if (time is null)
            return ([], finding! with { Id = NotationFindings.TimestampInvalid, Message = $"{finding.Message} ({finding.Id})" });
        return chain.IsValidAt(time.Time) ? ([time], null) : ([time], Untimely($"It was made at {time.Time:u}, outside of its certificates' life."));
    }

    private static Finding? Expired(NotationEnvelope envelope, DateTimeOffset now) =>
        envelope.Expiry < now ? new(NotationFindings.Expired, Severity.High, $"The signature expired at {envelope.Expiry:u}.") : null;

    private static Finding? Revocation(NotationChain chain) => chain.NamesRevocation
        ? new(NotationFindings.RevocationUnknown, Severity.High, "The certificates name services that tell of revocations, and none is asked over the network; override 'revocation' in the trust policy to accept that.")
        : null;

    private static Finding Untimely(string message) => new(NotationFindings.TimestampInvalid, Severity.High, message);

    private static SignatureResult Refused(string id, string message) => SignatureResult.Refused(new(id, Severity.High, message));
}
