using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>The result of one check of one artifact by one producer; a later result replaces it.</summary>
/// <param name="Id"><c>artifact|kind|producer</c>; see <see cref="KeyOf"/>.</param>
/// <param name="Content">Digest of the content in the content store. It covers verdict and findings too, and holds no times, so that the same result has the same digest.</param>
/// <param name="Files">Further contents that people pull: <c>spdx</c>, <c>cyclonedx</c>.</param>
public sealed record EvidenceDocument(
    string Id,
    string Artifact,
    Digest Subject,
    string Kind,
    string Producer,
    Verdict Verdict,
    IReadOnlyList<Finding> Findings,
    Digest Content,
    string ContentType,
    IReadOnlyList<EvidenceFile> Files,
    DateTimeOffset RecordedAt) : IDocument
{
    public static string KeyOf(string artifact, string kind, string producer) => $"{artifact}|{kind}|{producer}";
}
