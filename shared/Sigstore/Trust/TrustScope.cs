using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Notation;

namespace Attestry.Sigstore.Trust;

/// <summary>Whom one repository trusts, and on what proof, at one time. Immutable.</summary>
public sealed class TrustScope
{
    private readonly IReadOnlyList<TrustedKey> _keys;

    private readonly IReadOnlyList<VerificationKey> _trusted;

    private readonly IReadOnlyList<NamedIdentity> _identities;

    private readonly TrustedRoot? _root;

    // Null when nothing may rest on proofs.
    private readonly TrustPolicy? _policy;

    private readonly DateTimeOffset _now;

    /// <param name="keys">Trusted in this repository.</param>
    /// <param name="identities">Trusted in this repository; they count only with a <paramref name="root"/>.</param>
    /// <param name="now">No proof may be of a later time.</param>
    /// <exception cref="ArgumentException">The rule demands no proof of identities at all.</exception>
    public TrustScope(IReadOnlyList<TrustedKey> keys, IReadOnlyList<NamedIdentity> identities, TrustedRoot? root, SignatureRule rule, DateTimeOffset now)
    {
        _keys = [.. keys.Where(key => rule.Counts(key.Name))];
        _identities = [.. identities.Where(identity => rule.Counts(identity.Name))];
        _trusted = [.. _keys.Select(key => key.Key)];
        (_root, Rule, _now) = (root, rule, now);
        var proven = rule.ProveKeys ? _trusted : [];
        if (root is not null && _identities.Count + proven.Count > 0)
        {
            _policy = TrustPolicy.Create([.. _identities.Select(one => one.Identity)], proven, rule.MinLogEntries, rule.MinTimestamps);
            _policy = rule.UnsafeWithoutSct ? _policy.UnsafeSkippingSct() : _policy;
        }
    }

    public SignatureRule Rule { get; }

    /// <summary>Who may speak for which builder here.</summary>
    public IReadOnlyList<TrustedBuilder> Builders { get; init; } = [];

    /// <summary>What the repository's Notation trust policy says; null when none applies to it.</summary>
    public NotationScope? Notation { get; init; }

    /// <summary>Only keys, without further proof.</summary>
    public static TrustScope OfKeys(IReadOnlyList<TrustedKey> keys) => new(keys, [], null, new(), DateTimeOffset.UnixEpoch);

    /// <summary>Judges one layer that signs or attests the artifact.</summary>
    /// <inheritdoc cref="CosignVerifier.Verify"/>
    public SignatureResult Verify(string mediaType, ReadOnlyMemory<byte> content, IReadOnlyDictionary<string, string>? annotations, Digest artifact)
    {
        if (NotationMediaTypes.IsEnvelope(mediaType))
            return Notation is { } notation ? InTime(notation.Verify(mediaType, content, artifact, _now)) : SignatureResult.Refused(NotationScope.NoPolicy);
        var byKey = CosignVerifier.Verify(mediaType, content, annotations, artifact, _trusted);
        if (byKey.Finding?.Id != SignatureFindings.KeylessUnsupported && !(Rule.ProveKeys && byKey.Verified))
            return InTime(byKey with { Signer = NameOf(byKey.Key) });
        if (_policy is null)
            return byKey.Finding is null ? byKey with { Finding = NoRoot } : byKey;
        var proven = CosignProofs.Verify(mediaType, content, annotations, artifact, _root!, _policy, _now);
        return InTime(Named(proven));
    }

    private static Finding NoRoot => new(LogFindings.EntryMissing, Severity.High, "Proof is demanded, and no log or timestamp authority is trusted here.");

    private SignatureResult Named(BundleVerification proven)
    {
        var identity = proven is { Verified: true, Identity: { } made } ? _identities.First(one => one.Identity.Matches(made)) : null;
        return new(proven.Key, proven.SignedDigest, proven.PredicateType, proven.Verified ? null : proven.Findings[0])
        {
            Identity = identity,
            Signer = identity?.Name ?? NameOf(proven.Key),
            Certificate = proven.Identity,
            CertificateExpires = proven.CertificateExpires,
            Statement = proven.Statement,
            Logs = proven.Logs,
            Times = proven.Times,
        };
    }

    private string? NameOf(VerificationKey? key) => key is null ? null : _keys.First(one => ReferenceEquals(one.Key, key)).Name;

    private SignatureResult InTime(SignatureResult result)
    {
        if (!result.Verified)
            return result;
        if (Rule.RequireCurrentCertificate && result.CertificateExpires < _now)
            return result with { Finding = new(SignatureFindings.CertificateExpired, Severity.High, $"The certificate expired at {result.CertificateExpires:u}; only current ones count here.") };
        if (Rule.MaxAge is not { } most)
            return result;
        if (result.Times.Count == 0)
            return result with { Finding = new(SignatureFindings.AgeUnknown, Severity.High, "Nothing proves when it was made, and old signatures do not count here.") };
        var oldest = result.Times.Min(proven => proven.Time);
        return _now - oldest > most
            ? result with { Finding = new(SignatureFindings.TooOld, Severity.High, $"It existed at {oldest:u}; signatures count for {most.TotalDays:0.##} days here.") }
            : result;
    }
}
