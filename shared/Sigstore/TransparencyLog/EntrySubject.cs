using Attestry.Primitives;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>The signature that log entries must be about, as the bundle has it.</summary>
/// <param name="Contents">Digests of what the signature is over: of the artifact, or of the envelope's pre-authentication encoding.</param>
/// <param name="Payloads">Digests of the envelope's payload; empty without an envelope.</param>
/// <param name="Verifier">The signer's certificate, DER, or the key as SubjectPublicKeyInfo.</param>
internal sealed record EntrySubject(
    IReadOnlyCollection<Digest> Contents,
    IReadOnlyCollection<Digest> Payloads,
    ReadOnlyMemory<byte> Signature,
    ReadOnlyMemory<byte> Verifier)
{
    /// <summary>Digests of the envelope as it is stored; empty where entries must name the signature itself.</summary>
    internal IReadOnlyCollection<Digest> Envelopes { get; init; } = [];

    /// <summary>The first thing in which the entry is about another signature; null when it is about this one.</summary>
    internal string? DifferenceFrom(LoggedSignature logged)
    {
        if (logged.Envelope is { } envelope ? !Envelopes.Contains(envelope) : !logged.Signature.Span.SequenceEqual(Signature.Span))
            return "another signature";
        if (!logged.Verifier.Span.SequenceEqual(Verifier.Span))
            return "another signer's certificate or key";
        var same = logged.Content is { } content ? Contents.Contains(content) : logged.Payload is { } payload && Payloads.Contains(payload);
        return same ? null : "another content";
    }
}
