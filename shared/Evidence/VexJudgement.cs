using Attestry.Contracts.Evidence;
using Attestry.Oci.Referrers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore;
using Attestry.Sigstore.InToto;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Evidence;

/// <summary>Which VEX documents come with an artifact, and which of them somebody who is trusted attests: what a stranger attaches is only told.</summary>
internal sealed class VexJudgement(DocumentKeeper keeper)
{
    private readonly List<FoundVexDocument> _found = [];

    internal IReadOnlyList<FoundVexDocument> Found => _found;

    /// <summary>A referrer, which nobody signs.</summary>
    /// <param name="isTyped">It says to be VEX, so that it must be; an SBOM or any JSON may be.</param>
    internal void Add(AttachedContent attached, Digest subject, bool isTyped)
    {
        if (attached.Finding is { } unread)
        {
            if (isTyped)
                Add(new("attached", attached.Manifest, subject, attached.Layer.Digest, Unknown, 0, false, null, [unread]));
            return;
        }
        Add("attached", attached.Manifest, subject, attached.Layer.Digest, attached.Content, signer: null, trusted: false, isTyped);
    }

    /// <summary>An attestation that was judged.</summary>
    internal void Add(SignatureResult result, AttachedContent item, Digest subject)
    {
        var isTyped = PredicateTypes.NameOf(result.PredicateType!) == PredicateTypes.OpenVexName;
        if (!result.Verified)
        {
            if (isTyped)
                Add(new("attested", item.Manifest, subject, item.Layer.Digest, "openvex", 0, false, null, [result.Finding!]));
        }
        else if (!PredicateTypes.IsProvenance(result.PredicateType) && AttestedDocument.Of(result.Statement) is { } bytes)
            Add("attested", item.Manifest, subject, Digest.Sha256(bytes), bytes, result.Signer, trusted: true, isTyped);
    }

    private const string Unknown = "unknown";

    private void Add(string source, Digest manifest, Digest subject, Digest content, ReadOnlyMemory<byte> bytes, string? signer, bool trusted, bool isTyped)
    {
        if (VexReader.Read(bytes) is not var (format, reading))
        {
            if (isTyped)
                Add(new(source, manifest, subject, content, Unknown, 0, trusted, signer, [new(VulnerabilityFindings.VexMalformed, Severity.Medium, "It is no OpenVEX, CycloneDX or CSAF document.")]));
            return;
        }
        // An SBOM that analyses nothing, or a CSAF document without products, says nothing of harm.
        if (!isTyped && reading.Statements.Count + reading.Findings.Count == 0)
            return;
        Add(new(source, manifest, subject, content, format, reading.Statements.Count, trusted, signer, [.. reading.Findings.Take(MostFindings)]));
        keeper.Keep(KeptDocument.Vex, content, bytes);
    }

    // A document that is wrong throughout is wrong in one way.
    private const int MostFindings = 5;

    private void Add(FoundVexDocument found)
    {
        if (_found.Count < ReferrerLimits.Documents)
            _found.Add(found);
    }
}
