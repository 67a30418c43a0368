using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.InToto;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.InToto;

/// <summary>Verifies an in-toto statement in a DSSE envelope by key: cosign's signatures in bundles, and attestations in either layout.</summary>
public static class StatementVerifier
{
    /// <param name="hint">Names the key for those who know it; not authenticated.</param>
    /// <param name="artifact">Digests of the one artifact that it should be about, at most one for each algorithm.</param>
    public static SignatureResult Verify(
        DsseEnvelope envelope,
        string? hint,
        IReadOnlyCollection<Digest> artifact,
        IReadOnlyCollection<VerificationKey> trusted)
    {
        var dsse = DsseVerifier.Verify(envelope, trusted, [hint]);
        var key = dsse.Keys.Count > 0 ? dsse.Keys[0] : null;
        if (envelope.PayloadType != Statement.MediaType)
            return new(key, null, null, dsse.Finding ?? new(SignatureFindings.TypeUnsupported, Severity.High, $"A payload of type {Bounded.Quote(envelope.PayloadType)}."));
        var reading = StatementReader.Read(envelope.Payload);
        if (!reading.Succeeded)
            return new(key, null, null, dsse.Finding ?? reading.Finding);
        var statement = reading.Value;
        var covers = statement.Covers(artifact);
        return new(key, Named(statement, covers ? artifact : null), statement.PredicateType, dsse.Finding ?? (covers ? null : Mismatch(statement)))
        {
            Statement = covers && dsse.Finding is null ? envelope.Payload : default(ReadOnlyMemory<byte>),
        };
    }

    private static Digest? Named(StatementClaim statement, IReadOnlyCollection<Digest>? artifact)
    {
        var named = statement.Subjects.SelectMany(subject => subject).Where(digest => artifact?.Contains(digest) ?? true).ToList();
        return named.Count > 0 ? named[0] : null;
    }

    private static Finding Mismatch(StatementClaim statement) => new(
        SignatureFindings.DigestMismatch,
        Severity.High,
        Named(statement, null) is { } other ? $"The statement is about {other}." : "The statement names no digest.");
}
