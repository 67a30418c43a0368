using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.StatusApi.Evidence;

/// <summary>The result of one check; its content is at <c>…/evidence/{kind}</c>, its files below that.</summary>
/// <param name="Content">Digest of the content, as decisions name it.</param>
public sealed record EvidenceBody(
    string Artifact,
    string Kind,
    string Producer,
    Verdict Verdict,
    IReadOnlyList<Finding> Findings,
    Digest Content,
    string ContentType,
    IReadOnlyList<EvidenceFile> Files,
    DateTimeOffset RecordedAt)
{
    internal static EvidenceBody Of(EvidenceDocument evidence) => new(
        evidence.Artifact,
        evidence.Kind,
        evidence.Producer,
        evidence.Verdict,
        evidence.Findings,
        evidence.Content,
        evidence.ContentType,
        evidence.Files,
        evidence.RecordedAt);
}
