using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Evidence;
using Attestry.SbomScanner.Scanning;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.Storage;

namespace Attestry.SbomScanner.Attached;

/// <summary>
/// Takes into account what came or went with an artifact, after somebody judged who signed it: SBOMs are compared, VEX is applied. An index is
/// looked at again with each image that it lists.
/// </summary>
internal sealed class AttachedPass(IDocumentStore store, AttachedDocuments attached, SbomComparisonCheck comparison, VulnerabilityCheck vulnerabilities, ScannerMetrics metrics)
{
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What to announce: also what is as it was, for who died before announcing it finds it so.</summary>
    internal async Task<IReadOnlyList<EvidenceRecorded>> RunAsync(string id, CancellationToken cancellation)
    {
        if ((await _artifacts.GetAsync(id, cancellation))?.Document is not { } artifact)
            return [];
        var (names, recorded) = (await attached.NamesAsync(id, cancellation), new List<EvidenceDocument>());
        foreach (var concerned in artifact.Parents.Prepend(id))
        {
            if ((concerned == id ? artifact : (await _artifacts.GetAsync(concerned, cancellation))?.Document) is not { } document)
                continue;
            if (await IsConcernedAsync(names, concerned, KeptDocument.Sbom, EvidenceKinds.Sbom, cancellation) && await comparison.RunAsync(document, cancellation) is { } compared)
                recorded.Add(compared);
            if (await IsConcernedAsync(names, concerned, KeptDocument.Vex, EvidenceKinds.Vulnerabilities, cancellation))
                recorded.AddRange(await JudgeAsync(concerned, cancellation));
        }
        return [.. recorded.Select(e => new EvidenceRecorded(e.Artifact, e.Kind, e.Producer, e.Content, e.Verdict))];
    }

    // Most artifacts come with nothing, and their large evidence is not to be read for that.
    private async Task<bool> IsConcernedAsync(IReadOnlyList<string> names, string artifact, string kind, string evidence, CancellationToken cancellation) =>
        names.Any(name => KeptDocument.IsOf(kind, name))
        || (await _evidence.GetAsync(EvidenceDocument.KeyOf(artifact, evidence, EvidenceWriter.Producer), cancellation))?.Document.Files.Any(file => KeptDocument.IsOf(kind, file.Name)) == true;

    private async Task<IEnumerable<EvidenceDocument>> JudgeAsync(string artifact, CancellationToken cancellation)
    {
        var judged = await vulnerabilities.RunAsync(artifact, cancellation);
        metrics.Judged(judged.Changed);
        return judged.Evidence is { } evidence ? [evidence] : [];
    }
}
