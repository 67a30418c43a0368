using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;

namespace Attestry.Policy.Input;

/// <summary>Stored evidence in the words that policies are written in.</summary>
public static class InputMapping
{
    public static byte[] ToJson(PolicyInput input) => JsonSerializer.SerializeToUtf8Bytes(ToDocument(input), InputDocument.Json);

    public static InputDocument ToDocument(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(
            Artifact(input.Artifact),
            Images(input),
            [.. input.Recorded.Select(e => new InputEvidence(e.Kind, e.Producer, e.Content.Text, e.Verdict, e.RecordedAt))],
            [.. input.Signatures.SelectMany(e => e.Content.Result.Signatures).Select(Signature)],
            [.. input.Signatures.SelectMany(e => e.Content.Result.Attestations).Select(Attestation)],
            Provenance: [],
            Sbom(input),
            [.. input.Vulnerabilities.SelectMany(e => e.Content.Result.Platforms).SelectMany(Vulnerabilities)],
            [.. input.Hygiene.SelectMany(e => e.Content.Result.Platforms).Select(Hygiene)],
            Measurements: [],
            [.. input.Exceptions.Select(Exception)],
            Findings(input),
            input.Environment,
            input.Now);
    }

    private static InputArtifact Artifact(ArtifactDocument artifact) => new(
        artifact.Id,
        artifact.Registry,
        artifact.Repository,
        artifact.Digest.Text,
        artifact.Tags,
        artifact.MediaType,
        artifact.Kind,
        artifact.Platforms,
        [.. artifact.Parents.Select(parent => parent[(parent.LastIndexOf('@') + 1)..])],
        artifact.FirstSeenAt,
        artifact.ArtifactType,
        artifact.RemovedAt);

    private static IReadOnlyList<InputImage> Images(PolicyInput input)
    {
        var platforms = input.Sboms.SelectMany(e => e.Content.Result.Platforms).Select(p => (p.Image, p.Platform))
            .Concat(input.Hygiene.SelectMany(e => e.Content.Result.Platforms).Select(p => (p.Image, p.Platform)))
            .DistinctBy(p => p.Image)
            .ToDictionary(p => p.Image, p => p.Platform);
        return [.. input.Images.Select(image => new InputImage(image.Text, platforms.GetValueOrDefault(image)))];
    }

    private static InputSignature Signature(FoundSignature signature) => new(
        signature.Trusted,
        signature.Layout,
        signature.Manifest.Text,
        Proofs: [],
        InputFinding.Of(signature.Findings),
        signature.SignedDigest?.Text,
        signature.Key);

    private static InputAttestation Attestation(FoundAttestation attestation) => new(
        attestation.Trusted,
        attestation.PredicateType,
        attestation.Layout,
        attestation.Manifest.Text,
        InputFinding.Of(attestation.Findings),
        attestation.SignedDigest?.Text,
        attestation.Key);

    private static InputSbom Sbom(PolicyInput input)
    {
        var recorded = input.Recorded.Where(e => e.Kind == EvidenceKinds.Sbom).ToDictionary(e => e.Producer, e => e.RecordedAt, StringComparer.Ordinal);
        var catalogs = from evidence in input.Sboms
                       from platform in evidence.Content.Result.Platforms
                       select new InputCatalog(
                           platform.Image.Text,
                           platform.Platform,
                           evidence.Producer,
                           evidence.Content.Result.Cataloger,
                           recorded.GetValueOrDefault(evidence.Producer),
                           platform.Distribution);
        var packages = from evidence in input.Sboms
                       from platform in evidence.Content.Result.Platforms
                       from package in platform.Packages
                       select new InputPackage(
                           package.Purl,
                           package.Type,
                           package.Name,
                           package.Version,
                           package.Licence is { } licence ? [licence] : [],
                           platform.Image.Text,
                           package.Layer.Text,
                           package.FoundIn);
        return new([.. catalogs], [.. packages]);
    }

    private static IEnumerable<InputVulnerability> Vulnerabilities(PlatformVulnerabilities platform) => platform.Vulnerabilities.Select(found => new InputVulnerability(
        found.Id,
        found.Aliases,
        found.Severity,
        new(found.Purl, found.Package, found.Version, platform.Image.Text),
        found.ExploitedSince is not null,
        found.FixedVersion,
        (double?)found.Cvss,
        found.CvssVector,
        found.Epss,
        found.Vex?.Status,
        found.Vex?.Justification,
        found.PublishedAt));

    private static InputHygiene Hygiene(PlatformHygiene platform) => new(platform.Image.Text, platform.Platform, platform.User, Executables: [], platform.RunsAsRoot);

    private static InputException Exception(ExceptionDocument exception) => new(
        exception.Id,
        exception.Reason,
        exception.Author,
        exception.ExpiresAt,
        exception.Repository,
        exception.Digest?.Text,
        exception.Package,
        exception.Finding);

    private static SortedDictionary<string, IReadOnlyList<InputFinding>> Findings(PolicyInput input)
    {
        // Of what is read, the content's own: the digests in the decision are over these.
        var read = input.Signatures.Select(e => KeyValuePair.Create(EvidenceKinds.Signatures, e.Content.Findings))
            .Concat(input.Sboms.Select(e => KeyValuePair.Create(EvidenceKinds.Sbom, e.Content.Findings)))
            .Concat(input.Hygiene.Select(e => KeyValuePair.Create(EvidenceKinds.Hygiene, e.Content.Findings)))
            .Concat(input.Vulnerabilities.Select(e => KeyValuePair.Create(EvidenceKinds.Vulnerabilities, e.Content.Findings)))
            .ToLookup(e => e.Key, e => e.Value);
        var findings = new SortedDictionary<string, IReadOnlyList<InputFinding>>(StringComparer.Ordinal);
        foreach (var kind in input.Recorded.GroupBy(e => e.Kind, StringComparer.Ordinal))
            findings[kind.Key] = InputFinding.Of(read.Contains(kind.Key) ? read[kind.Key].SelectMany(f => f) : kind.SelectMany(e => e.Findings));
        return findings;
    }
}
