using Attestry.Contracts.Evidence;
using Attestry.Oci.Referrers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Trust;

namespace Attestry.Evidence;

/// <summary>Turns what is collected about an artifact, and about indexes that list it, into evidence.</summary>
/// <param name="artifact">The artifact itself.</param>
/// <param name="trusted">The keys that its repository trusts.</param>
/// <param name="keyless">The identities that its repository trusts; null when it trusts none.</param>
public sealed class SignatureJudgement(Digest artifact, IReadOnlyList<TrustedKey> trusted, KeylessScope? keyless = null)
{
    private readonly List<FoundSignature> _signatures = [];

    private readonly List<FoundAttestation> _attestations = [];

    private readonly List<Finding> _unread = [];

    private readonly IReadOnlyList<Sigstore.Keys.VerificationKey> _keys = [.. trusted.Select(key => key.Key)];

    /// <summary>What <see cref="SignatureCollection"/> fetched, about the artifact or about an index that lists it.</summary>
    public void Add(AttachedContents collected)
    {
        foreach (var item in collected.Items)
        {
            var result = Verify(item, collected.Subject);
            var key = result.Key is { } made ? trusted.First(one => ReferenceEquals(one.Key, made)).Name : result.Identity?.Name;
            var layout = SignatureLayouts.Of(item.Layer.MediaType, item.BehindTag);
            if (result.IsAttestation)
                _attestations.Add(new(layout, item.Manifest, result.SignedDigest, result.PredicateType!, result.Verified, key, Findings(result)));
            else
                _signatures.Add(new(layout, item.Manifest, result.SignedDigest, result.Verified, key, [.. Findings(result), .. Way(result, collected.Subject)]));
        }
        _unread.AddRange(collected.Findings);
    }

    /// <summary>Passed when one signature is trusted; failed otherwise, with none too.</summary>
    public EvidenceContent<SignaturesEvidence> Conclude()
    {
        var verdict = _signatures.Any(signature => signature.Trusted) ? Verdict.Passed : Verdict.Failed;
        // A bad signature beside a good one is told in the result and decides nothing.
        var deciding = _signatures.Where(signature => signature.Trusted == (verdict == Verdict.Passed))
            .SelectMany(signature => signature.Findings.Select(finding => finding with { Location = signature.Manifest.Text }));
        IEnumerable<Finding> missing = _signatures.Count == 0 ? [Missing()] : [];
        return new(verdict, [.. missing, .. deciding.Concat(_unread).Distinct()], new(_signatures) { Attestations = _attestations });
    }

    private SignatureResult Verify(AttachedContent item, Digest subject)
    {
        if (item.Finding is { } unread)
            return SignatureResult.Refused(unread);
        var result = CosignVerifier.Verify(item.Layer.MediaType, item.Content, item.Layer.Annotations, subject, _keys);
        return result.Finding?.Id == SignatureFindings.KeylessUnsupported && keyless is not null && BundleMediaTypes.IsBundle(item.Layer.MediaType)
            ? keyless.Verify(item.Content, [subject])
            : result;
    }

    private Finding Missing() => new(
        SignatureFindings.Missing,
        Severity.High,
        _attestations.Count == 0 ? "Nothing signs the image." : $"Nothing signs the image; {_attestations.Count} attestations say something about it.");

    private static Finding[] Findings(SignatureResult result) => result.Finding is { } finding ? [finding] : [];

    private Finding[] Way(SignatureResult result, Digest subject) => result.Verified && subject != artifact
        ? [new(SignatureFindings.ViaIndex, Severity.Info, $"The signature is over the index {subject}, which lists the image.")]
        : [];
}
