using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;

namespace Attestry.SbomScanner.Attached;

/// <param name="Version">Of what they were read from; the same when nothing came or went meanwhile.</param>
internal sealed record AttachedSet(IReadOnlyList<FoundSbom> Sboms, IReadOnlyList<FoundVexDocument> Vex, IReadOnlyList<EvidenceFile> Files, IReadOnlyList<string> Version)
{
    /// <summary>The files of a kind, to be named beside the evidence that rests on them.</summary>
    internal IReadOnlyList<EvidenceFile> FilesOf(string kind) => [.. Files.Where(file => KeptDocument.IsOf(kind, file.Name)).DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal)];
}
