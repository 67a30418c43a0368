using System.Text;
using System.Text.Json;
using Attestry.Contracts.Evidence;
using Attestry.Oci.Referrers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore;
using Attestry.Sigstore.InToto;

namespace Attestry.Evidence;

/// <summary>
/// Do the artifact's bytes, what trusted signers signed, and the SBOMs agree? An SBOM must be about the artifact; one that is
/// attached must be the one that is attested in the same format; and the annotation must hold or name one of them.
/// </summary>
internal sealed class TriadJudgement
{
    private readonly List<(string Source, Digest Manifest, SbomDocument Document)> _sboms = [];

    private readonly List<Finding> _findings = [];

    private readonly HashSet<Digest> _names = [];

    private readonly List<string> _annotations = [];

    internal TriadJudgement(Digest artifact) => _names.Add(artifact);

    internal void Add(TriadSubject subject)
    {
        _names.UnionWith(subject.Names);
        if (subject.Annotation is { } annotation)
            _annotations.Add(annotation);
        if (subject.Finding is { } finding)
            _findings.Add(finding);
    }

    /// <summary>An SBOM in a referrer or behind the <c>.sbom</c> tag.</summary>
    internal void Add(AttachedContent attached, Digest subject)
    {
        _names.Add(subject);
        if (attached.Finding is { } unread)
            _findings.Add(new(TriadFindings.SbomMalformed, Severity.High, unread.Message, attached.Manifest.Text));
        else
            Read("attached", attached.Manifest, attached.Content);
    }

    /// <summary>A signature or attestation that was judged.</summary>
    internal void Add(SignatureResult result, Digest manifest, Digest subject)
    {
        _names.Add(subject);
        var isSbom = result.PredicateType is { } type && PredicateTypes.NameOf(type) is SbomDocument.Spdx or SbomDocument.CycloneDx;
        // Only what is by somebody who is trusted: a stranger could attach anything.
        if (result.Finding?.Id == SignatureFindings.DigestMismatch && (result.Key is not null || result.Signer is not null))
            _findings.Add(new(isSbom ? TriadFindings.SbomMismatch : TriadFindings.BinaryMismatch, Severity.Critical, $"{result.Finding.Message} It is attached to this artifact.", manifest.Text));
        else if (isSbom && result.Verified)
            ReadAttested(manifest, result.Statement);
    }

    internal (IReadOnlyList<FoundSbom> Sboms, IReadOnlyList<Finding> Findings) Conclude()
    {
        foreach (var annotation in _annotations)
            Compare(annotation);
        var found = new List<FoundSbom>();
        foreach (var (source, manifest, document) in _sboms)
        {
            var difference = Difference(source, document);
            if (difference is not null)
                _findings.Add(new(TriadFindings.SbomMismatch, Severity.Critical, difference, manifest.Text));
            found.Add(new(source, manifest, document.Content, document.Format, document.Describes, difference is null));
        }
        return (found, [.. _findings.Distinct()]);
    }

    private string? Difference(string source, SbomDocument document)
    {
        if (document.Describes.Count > 0 && !document.Describes.Any(_names.Contains))
            return $"The SBOM is about {document.Describes[0]}.";
        var attested = _sboms.Where(other => other.Source == "attested" && other.Document.Format == document.Format).ToList();
        return source != "attested" && attested.Count > 0 && !attested.Any(other => other.Document.IsSameAs(document))
            ? $"The {document.Format} SBOM {document.Content} is not the one that is attested."
            : null;
    }

    // The annotation holds an SBOM, or the digest of one.
    private void Compare(string annotation)
    {
        var bytes = new byte[Math.Min(annotation.Length, ReferrerLimits.ContentBytes)];
        if (!Convert.TryFromBase64String(annotation, bytes, out var length))
        {
            _findings.Add(new(TriadFindings.SbomMalformed, Severity.High, $"The annotation {TriadSubject.SbomAnnotation} is no base64, or too long."));
            return;
        }
        var content = bytes.AsMemory(0, length);
        if (!Digest.TryParse(Encoding.Latin1.GetString(content.Span).Trim(), out var named))
            Read("annotation", _names.First(), content);
        else if (_sboms.All(sbom => sbom.Document.Content != named && sbom.Manifest != named))
            _findings.Add(new(TriadFindings.SbomMismatch, Severity.Critical, $"The annotation {TriadSubject.SbomAnnotation} names the SBOM {named}, which is neither attached nor attested."));
    }

    private void Read(string source, Digest manifest, ReadOnlyMemory<byte> content)
    {
        try
        {
            _sboms.Add((source, manifest, SbomDocument.Read(content)));
        }
        catch (JsonException e)
        {
            _findings.Add(new(TriadFindings.SbomMalformed, Severity.High, $"An SBOM cannot be read: {Bounded.Quote(e.Message)}", manifest.Text));
        }
    }

    // The statement was parsed once, so it is JSON.
    private void ReadAttested(Digest manifest, ReadOnlyMemory<byte> statement)
    {
        using var document = StrictJson.Parse(statement, SignatureLimits.BundleBytes);
        if (!document.RootElement.TryGetProperty("predicate", out var predicate))
            return;
        // cosign wraps an SPDX document that is no JSON in {"Data": "..."}.
        var inner = predicate.ValueKind == JsonValueKind.Object && predicate.TryGetProperty("Data", out var data) ? data : predicate;
        if (inner.ValueKind == JsonValueKind.String)
            Read("attested", manifest, Encoding.UTF8.GetBytes(inner.GetString()!));
        else
            _sboms.Add(("attested", manifest, SbomDocument.Read(Digest.Sha256(Encoding.UTF8.GetBytes(inner.GetRawText())), inner.Clone())));
    }
}
