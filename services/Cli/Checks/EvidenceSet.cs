using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Policy;
using Attestry.Policy.Decisions;
using Attestry.Primitives;

namespace Attestry.Cli.Checks;

/// <summary>What was gathered about one image. The digests are those that a server would give the same evidence.</summary>
internal sealed class EvidenceSet
{
    private const string Producer = "attestry-cli";

    private readonly List<EvidenceReference> _references = [];

    private IReadOnlyList<PolicyEvidence<SignaturesEvidence>> _signatures = [];

    private IReadOnlyList<PolicyEvidence<SbomEvidence>> _sboms = [];

    private IReadOnlyList<PolicyEvidence<HygieneEvidence>> _hygiene = [];

    internal void Add(EvidenceContent<SignaturesEvidence> content) => _signatures = [Refer(EvidenceKinds.Signatures, content)];

    internal void Add(EvidenceContent<SbomEvidence> content) => _sboms = [Refer(EvidenceKinds.Sbom, content)];

    internal void Add(EvidenceContent<HygieneEvidence> content) => _hygiene = [Refer(EvidenceKinds.Hygiene, content)];

    internal PolicyInput ToInput(ArtifactDocument artifact) => new(artifact, [.. DecisionId.Sorted(_references)], [], _signatures, _sboms, _hygiene);

    private PolicyEvidence<T> Refer<T>(string kind, EvidenceContent<T> content)
    {
        var digest = Digest.Sha256(JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Options));
        _references.Add(new(kind, Producer, digest));
        return new(Producer, digest, content);
    }
}
