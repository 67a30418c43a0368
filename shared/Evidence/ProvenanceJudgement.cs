using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Trust;

namespace Attestry.Evidence;

/// <summary>Turns judged attestations of provenance into evidence: what was built from what, by whom, and how well guarded.</summary>
internal sealed class ProvenanceJudgement(TrustScope scope)
{
    private readonly List<FoundProvenance> _found = [];

    internal void Add(SignatureResult result, string layout, Digest manifest)
    {
        if (_found.Count < ProvenanceLimits.Provenances)
            _found.Add(result.Verified ? Read(result, layout, manifest) : Refused(result, layout, manifest, result.Finding!, ProvenanceFindings.Untrusted));
    }

    /// <summary>Passed when one provenance is trusted; failed otherwise, with none too.</summary>
    internal EvidenceContent<ProvenanceEvidence> Conclude()
    {
        var verdict = _found.Any(one => one.Trusted) ? Verdict.Passed : Verdict.Failed;
        var deciding = _found.Where(one => one.Trusted == (verdict == Verdict.Passed))
            .SelectMany(one => one.Findings.Select(finding => finding with { Location = one.Manifest.Text }));
        IEnumerable<Finding> missing = _found.Count == 0 ? [new(ProvenanceFindings.Missing, Severity.High, "Nothing says how the artifact was built.")] : [];
        var level = _found.Select(one => one.BuildLevel).DefaultIfEmpty(0).Max();
        return new(verdict, [.. missing, .. deciding.Distinct()], new(level, _found));
    }

    private FoundProvenance Read(SignatureResult result, string layout, Digest manifest)
    {
        var (provenance, malformed) = ProvenanceReader.Read(result.Statement);
        if (provenance is null)
            return Refused(result, layout, manifest, malformed!, ProvenanceFindings.Malformed);
        var claims = result.Certificate?.Claims;
        var contradictions = claims is null ? [] : ProvenanceBinding.Compare(provenance, claims);
        var trusted = contradictions.Count == 0;
        return new(layout, manifest, provenance.PredicateType, trusted, result.Signer, trusted ? BuildLevels.Of(provenance, result.Signer!, claims, scope.Builders) : 0, [.. contradictions, .. Limits(provenance, result.Signer!, claims)])
        {
            BuilderId = provenance.BuilderId,
            BuildType = provenance.BuildType,
            SourceRepository = provenance.SourceRepository,
            SourceRef = provenance.SourceRef,
            SourceCommit = provenance.SourceCommit,
            InvocationId = provenance.InvocationId,
            StartedOn = provenance.StartedOn,
            FinishedOn = provenance.FinishedOn,
            Materials = [.. provenance.Materials.Select(material => new FoundMaterial(material.Uri, material.Digests))],
            Claims = NamedClaims.Of(claims),
            SignedDigest = result.SignedDigest,
        };
    }

    private IEnumerable<Finding> Limits(BuildProvenance provenance, string signer, CertificateClaims? claims)
    {
        if (!BuildLevels.IsKnown(provenance, signer, scope.Builders))
            yield return new(ProvenanceFindings.BuilderUntrusted, Severity.Medium, $"No builder {Bounded.Quote(provenance.BuilderId)} with the signer {Bounded.Quote(signer)} is configured; its builds are of level 1.");
        else if (BuildLevels.IsSelfHosted(claims))
            yield return new(ProvenanceFindings.SelfHosted, Severity.Low, "The build ran on a runner of its owner's; its level is at most 2.");
    }

    private static FoundProvenance Refused(SignatureResult result, string layout, Digest manifest, Finding why, string id) =>
        new(layout, manifest, result.PredicateType!, false, null, 0, id == why.Id ? [why] : [new(id, Severity.High, $"{why.Message} ({why.Id})")]) { SignedDigest = result.SignedDigest };
}
