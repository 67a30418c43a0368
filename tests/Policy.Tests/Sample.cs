using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.Tests;

/// <summary>Artifacts and evidence, good unless told otherwise.</summary>
internal static class Sample
{
    internal static readonly Digest Image = Digest.Sha256("image"u8);

    internal static ArtifactDocument Artifact(
        Digest? digest = null, ArtifactKind kind = ArtifactKind.Image, string repository = "acme/app", params IReadOnlyList<Digest> children) => new(
        $"registry.example/{repository}@{digest ?? Image}",
        "registry.example",
        repository,
        digest ?? Image,
        kind,
        "application/vnd.oci.image.manifest.v1+json",
        ArtifactType: null,
        Platforms: ["linux/amd64"],
        Tags: ["1"],
        Subject: null,
        Parents: [],
        Children: [.. children.Select(child => $"registry.example/{repository}@{child}")],
        FirstSeenAt: DateTimeOffset.UnixEpoch,
        LastSeenAt: DateTimeOffset.UnixEpoch,
        RemovedAt: null);

    internal static SignaturesEvidence Signatures(ArtifactDocument artifact, bool trusted = true) => new(
        [new("cosign-tag", Digest.Sha256("signature"u8), artifact.Digest, trusted, trusted ? "release" : null, trusted ? [] : [new(SignatureFindings.KeyUntrusted, Severity.High, "A stranger's.")])]);

    internal static SbomEvidence Sbom(ArtifactDocument artifact, params IReadOnlyList<string> purls) =>
        new("1", [.. Images(artifact).Select((image, i) => new PlatformPackages(image, Platform(i), "debian 12", [.. purls.Select(Package)]))]);

    internal static HygieneEvidence Hygiene(ArtifactDocument artifact, bool? root = false) =>
        new([.. Images(artifact).Select((image, i) => new PlatformHygiene(image, Platform(i), root == false ? "65532" : "", root))]);

    internal static EvidencePackage Package(string purl) =>
        new(purl, "generic", "name", "0", Licence: null, Digest.Sha256("layer"u8), "var/lib/dpkg/status", "dpkg");

    internal static PolicyInput Input(
        ArtifactDocument artifact,
        EvidenceContent<SignaturesEvidence>? signatures = null,
        EvidenceContent<SbomEvidence>? sbom = null,
        EvidenceContent<HygieneEvidence>? hygiene = null)
    {
        var evidence = new List<EvidenceReference>();
        var recorded = new List<EvidenceDocument>();
        return new(artifact, evidence, [], List(EvidenceKinds.Signatures, signatures), List(EvidenceKinds.Sbom, sbom), List(EvidenceKinds.Hygiene, hygiene)) { Recorded = recorded };

        PolicyEvidence<T>[] List<T>(string kind, EvidenceContent<T>? content)
        {
            if (content is null)
                return [];
            evidence.Add(new(kind, "producer", Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(kind))));
            recorded.Add(new(
                EvidenceDocument.KeyOf(artifact.Id, kind, "producer"), artifact.Id, artifact.Digest, kind, "producer", content.Verdict, content.Findings, evidence[^1].Digest, "application/json", [], DateTimeOffset.UnixEpoch));
            return [new("producer", evidence[^1].Digest, content)];
        }
    }

    /// <summary>Everything is there and good.</summary>
    internal static PolicyInput Good(ArtifactDocument artifact, params IReadOnlyList<string> purls) =>
        Input(artifact, Passed(Signatures(artifact)), Passed(Sbom(artifact, purls)), Passed(Hygiene(artifact)));

    internal static EvidenceContent<T> Passed<T>(T result) => new(Verdict.Passed, [], result);

    internal static IReadOnlyList<Digest> Images(ArtifactDocument artifact) =>
        artifact.Kind == ArtifactKind.Index ? [.. artifact.Children.Select(child => Digest.Parse(child.Split('@')[1]))] : [artifact.Digest];

    private static string Platform(int i) => i == 0 ? "linux/amd64" : $"linux/arm64/v{i}";
}
