using Attestry.Contracts.Evidence;
using Attestry.Oci.Referrers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.Trust;

namespace Attestry.Evidence;

/// <summary>Turns what is collected about an artifact, and about indexes that list it, into evidence.</summary>
public sealed class SignatureJudgement
{
    private readonly Digest _artifact;

    private readonly TrustScope _scope;

    private readonly List<FoundSignature> _signatures = [];

    private readonly List<FoundAttestation> _attestations = [];

    private readonly List<Finding> _unread = [];

    private readonly PredicateContent _predicates = new();

    private readonly ProvenanceJudgement _provenance;

    private readonly DocumentKeeper _keeper;

    private readonly TriadJudgement _triad;

    private readonly VexJudgement _vex;

    /// <param name="artifact">The artifact itself.</param>
    /// <param name="scope">Whom its repository trusts.</param>
    public SignatureJudgement(Digest artifact, TrustScope scope)
    {
        (_artifact, _scope, _keeper) = (artifact, scope, new());
        (_provenance, _triad, _vex) = (new(scope), new(artifact, _keeper), new(_keeper));
    }

    /// <param name="trusted">The keys that its repository trusts.</param>
    public SignatureJudgement(Digest artifact, IReadOnlyList<TrustedKey> trusted)
        : this(artifact, TrustScope.OfKeys(trusted))
    {
    }

    /// <summary>When the first of what counts now does not count any more; null when time alone changes nothing.</summary>
    public DateTimeOffset? LapsesAt { get; private set; }

    /// <summary>The SBOMs and VEX documents that the evidence lists, as far as they are kept; complete once it is concluded.</summary>
    public IReadOnlyList<KeptDocument> Documents => _keeper.Kept;

    /// <summary>The artifact's own bytes, for the comparison with what is said about it.</summary>
    public void Add(TriadSubject subject) => _triad.Add(subject);

    /// <summary>What <see cref="SignatureCollection"/> fetched, about the artifact or about an index that lists it.</summary>
    public void Add(AttachedContents collected)
    {
        foreach (var item in collected.Items)
        {
            var isSbom = SbomDocument.IsSbom(item.Layer.MediaType);
            if (isSbom || VexMediaTypes.IsVex(item.Layer.MediaType))
                _vex.Add(item, collected.Subject, isTyped: !isSbom);
            if (isSbom)
                _triad.Add(item, collected.Subject);
            else if (VexMediaTypes.IsAnyJson(item.Layer.MediaType))
                AddUntyped(item, collected.Subject);
            else if (!VexMediaTypes.IsVex(item.Layer.MediaType))
                Add(item, collected.Subject);
        }
        _unread.AddRange(collected.Findings);
    }

    /// <summary>Passed when as many distinct signers as demanded signed it and nothing disagrees; failed otherwise, with none too.</summary>
    public EvidenceContent<SignaturesEvidence> Conclude()
    {
        var (sboms, disagreements) = _triad.Conclude();
        var signers = _signatures.Where(signature => signature.Trusted).Select(signature => signature.Key).Distinct().Count();
        var verdict = signers >= _scope.Rule.Threshold && disagreements.Count == 0 ? Verdict.Passed : Verdict.Failed;
        // A bad signature beside enough good ones is told in the result and decides nothing.
        var deciding = _signatures.Where(signature => signature.Trusted == signers >= _scope.Rule.Threshold)
            .SelectMany(signature => signature.Findings.Select(finding => finding with { Location = signature.Manifest.Text }));
        return new(verdict, [.. Lacking(signers), .. disagreements, .. deciding.Concat(_unread).Distinct()], new(_signatures) { Attestations = _attestations, Sboms = sboms, VexDocuments = _vex.Found });
    }

    /// <summary>What the attestations say of how it was built.</summary>
    public EvidenceContent<ProvenanceEvidence> ConcludeProvenance() => _provenance.Conclude();

    private void AddUntyped(AttachedContent item, Digest subject)
    {
        _vex.Add(item, subject, isTyped: false);
        _triad.AddUntyped(item, subject);
    }

    private void Add(AttachedContent item, Digest subject)
    {
        var result = item.Finding is { } unread
            ? SignatureResult.Refused(unread)
            : _scope.Verify(item.Layer.MediaType, item.Content, item.Layer.Annotations, subject);
        if (result.LapsesAt is { } lapse && (LapsesAt is null || lapse < LapsesAt))
            LapsesAt = lapse;
        _triad.Add(result, item.Manifest, subject);
        if (result.IsAttestation)
            _vex.Add(result, item, subject);
        var layout = SignatureLayouts.Of(item.Layer.MediaType, item.BehindTag);
        if (PredicateTypes.IsProvenance(result.PredicateType))
            _provenance.Add(result, layout, item.Manifest);
        if (result.IsAttestation)
            _attestations.Add(new(layout, item.Manifest, result.SignedDigest, result.PredicateType!, result.Verified, result.Signer, Findings(result))
            {
                Predicate = PredicateTypes.NameOf(result.PredicateType!),
                Content = result.Verified ? _predicates.Take(result.Statement) : null,
                Issuer = result.Certificate?.Issuer,
                Subject = SubjectOf(result),
            });
        else
            _signatures.Add(Signature(result, layout, item.Manifest, subject));
    }

    private FoundSignature Signature(SignatureResult result, string layout, Digest manifest, Digest subject) =>
        new(layout, manifest, result.SignedDigest, result.Verified, result.Signer, [.. Findings(result), .. Way(result, subject)])
        {
            Issuer = result.Certificate?.Issuer,
            Subject = SubjectOf(result),
            Claims = NamedClaims.Of(result.Certificate?.Claims),
            KeyId = result.Key?.KeyId,
            Logs = result.Logs,
            Times = [.. result.Times.Select(proven => new ProvenTimestamp(proven.Authority, proven.Time))],
        };

    private IEnumerable<Finding> Lacking(int signers)
    {
        if (_signatures.Count == 0)
            yield return new(
                SignatureFindings.Missing,
                Severity.High,
                _attestations.Count == 0 ? "Nothing signs the image." : $"Nothing signs the image; {_attestations.Count} attestations say something about it.");
        else if (signers > 0 && signers < _scope.Rule.Threshold)
            yield return new(SignatureFindings.ThresholdUnmet, Severity.High, $"{signers} trusted signers signed it; {_scope.Rule.Threshold} are demanded.");
    }

    private static string? SubjectOf(SignatureResult result) => result.Certificate is { Subjects: [var first, ..] } ? first : null;

    private static Finding[] Findings(SignatureResult result) => [.. new[] { result.Finding }.OfType<Finding>(), .. result.Remarks];

    private Finding[] Way(SignatureResult result, Digest subject) => result.Verified && subject != _artifact
        ? [new(SignatureFindings.ViaIndex, Severity.Info, $"The signature is over the index {subject}, which lists the image.")]
        : [];
}
