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
    private readonly DocumentKeeper _keeper;

    private readonly Digest _artifact;

    private readonly List<Stated> _sboms = [];

    private readonly List<Finding> _findings = [];

    private readonly HashSet<Digest> _names = [];

    private readonly List<string> _annotations = [];

    /// <param name="keeper">Takes the documents.</param>
    internal TriadJudgement(Digest artifact, DocumentKeeper keeper)
    {
        (_artifact, _keeper) = (artifact, keeper);
        _names.Add(artifact);
    }

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
            Read("attached", attached.Manifest, subject, null, attached.Content);
    }

    /// <summary>A referrer that only says to be JSON: an SBOM if it reads like one.</summary>
    internal void AddUntyped(AttachedContent attached, Digest subject)
    {
        if (attached.Finding is null && Sniff(attached.Content) is { } document)
            Add("attached", attached.Manifest, subject, null, document, attached.Content);
    }

    /// <summary>A signature or attestation that was judged.</summary>
    internal void Add(SignatureResult result, Digest manifest, Digest subject)
    {
        _names.Add(subject);
        var isSbom = result.PredicateType is { } type && PredicateTypes.NameOf(type) is SbomDocument.Spdx or SbomDocument.CycloneDx or PredicateTypes.SyftName;
        // Only what is by somebody who is trusted: a stranger could attach anything.
        if (result.Finding?.Id == SignatureFindings.DigestMismatch && (result.Key is not null || result.Signer is not null))
            _findings.Add(new(isSbom ? TriadFindings.SbomMismatch : TriadFindings.BinaryMismatch, Severity.Critical, $"{result.Finding.Message} It is attached to this artifact.", manifest.Text));
        else if (isSbom && result.Verified)
            ReadAttested(manifest, subject, result);
        // Of a type of somebody's own, what reads like an SBOM.
        else if (result is { IsAttestation: true, Verified: true } && PredicateTypes.NameOf(result.PredicateType!) == PredicateTypes.Custom
            && AttestedDocument.Of(result.Statement) is { } bytes && Sniff(bytes) is { } document)
            Add("attested", manifest, subject, result.Signer, document, bytes);
    }

    internal (IReadOnlyList<FoundSbom> Sboms, IReadOnlyList<Finding> Findings) Conclude()
    {
        foreach (var annotation in _annotations)
            Compare(annotation);
        var found = new List<FoundSbom>();
        foreach (var sbom in _sboms)
        {
            var (document, difference) = (sbom.Document, Difference(sbom.Source, sbom.Document));
            if (difference is not null)
                _findings.Add(new(TriadFindings.SbomMismatch, Severity.Critical, difference, sbom.Manifest.Text));
            found.Add(new(sbom.Source, sbom.Manifest, document.Content, document.Format, document.Describes, difference is null) { Subject = sbom.Subject, Signer = sbom.Signer });
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
            Read("annotation", _artifact, _artifact, null, content);
        else if (_sboms.All(sbom => sbom.Document.Content != named && sbom.Manifest != named))
            _findings.Add(new(TriadFindings.SbomMismatch, Severity.Critical, $"The annotation {TriadSubject.SbomAnnotation} names the SBOM {named}, which is neither attached nor attested."));
    }

    private void Read(string source, Digest manifest, Digest subject, string? signer, ReadOnlyMemory<byte> content)
    {
        try
        {
            Add(source, manifest, subject, signer, SbomDocument.Read(content), content);
        }
        catch (JsonException e)
        {
            _findings.Add(new(TriadFindings.SbomMalformed, Severity.High, $"An SBOM cannot be read: {Bounded.Quote(e.Message)}", manifest.Text));
        }
    }

    private void Add(string source, Digest manifest, Digest subject, string? signer, SbomDocument document, ReadOnlyMemory<byte> content)
    {
        if (document.IsOnlyVex)
            return;
        _sboms.Add(new(source, manifest, subject, signer, document));
        _keeper.Keep(KeptDocument.Sbom, document.Content, content);
    }

    private void ReadAttested(Digest manifest, Digest subject, SignatureResult result)
    {
        if (AttestedDocument.Of(result.Statement) is { } bytes)
            Read("attested", manifest, subject, result.Signer, bytes);
        else
            _findings.Add(new(TriadFindings.SbomMalformed, Severity.High, "The predicate of an attested SBOM is no document.", manifest.Text));
    }

    private static SbomDocument? Sniff(ReadOnlyMemory<byte> content)
    {
        try
        {
            return SbomDocument.Read(content) is { Format: not SbomDocument.Other } document ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Stated(string Source, Digest Manifest, Digest Subject, string? Signer, SbomDocument Document);
}
