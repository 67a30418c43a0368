using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Storage;

namespace Attestry.SbomScanner.Attached;

/// <summary>
/// The SBOMs and VEX documents that come with an artifact and, of an index, with the images that it lists: as the evidence about signatures
/// holds them, which says whose word counts. The registry is not asked.
/// </summary>
internal sealed class AttachedDocuments(IDocumentStore store, IContentStore contents)
{
    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What is known now.</summary>
    internal async Task<AttachedSet> OfAsync(ArtifactDocument artifact, CancellationToken cancellation)
    {
        var (sboms, vex, files, version) = (new List<FoundSbom>(), new List<FoundVexDocument>(), new List<EvidenceFile>(), new List<string>());
        foreach (var id in artifact.Children.Prepend(artifact.Id))
        {
            foreach (var evidence in await FindAsync(id, cancellation))
            {
                version.Add(evidence.Content.Text);
                if (evidence.Files.Count == 0 || await ContentAsync(evidence, cancellation) is not { } found)
                    continue;
                files.AddRange(evidence.Files);
                // What covers an image through its index stands in the evidence of the index too.
                sboms.AddRange(found.Sboms.Where(one => id == artifact.Id || one.Subject == evidence.Subject));
                vex.AddRange(found.VexDocuments.Where(one => id == artifact.Id || one.Subject == evidence.Subject));
            }
        }
        return new(sboms, vex, files, version);
    }

    /// <summary>The names of the documents that come with the artifact itself.</summary>
    internal async Task<IReadOnlyList<string>> NamesAsync(string artifact, CancellationToken cancellation) =>
        [.. (await FindAsync(artifact, cancellation)).SelectMany(evidence => evidence.Files).Select(file => file.Name)];

    /// <summary>With their bytes, as far as they are kept.</summary>
    internal async Task<IReadOnlyList<StatedSbom>> ReadAsync(IReadOnlyList<FoundSbom> sboms, CancellationToken cancellation)
    {
        var stated = new List<StatedSbom>();
        foreach (var sbom in sboms)
            stated.Add(new(sbom, await contents.GetAsync(sbom.Content, cancellation) is { } bytes ? bytes.AsMemory() : (ReadOnlyMemory<byte>?)null));
        return stated;
    }

    private async Task<IReadOnlyList<EvidenceDocument>> FindAsync(string artifact, CancellationToken cancellation)
    {
        var page = await _evidence.QueryAsync(new("by_artifact", artifact) { Take = Query.LargestPage }, cancellation);
        return [.. page.Items.Select(item => item.Document).Where(one => one.Kind == EvidenceKinds.Signatures).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    private async Task<SignaturesEvidence?> ContentAsync(EvidenceDocument evidence, CancellationToken cancellation) =>
        await contents.GetAsync(evidence.Content, cancellation) is { } bytes ? JsonSerializer.Deserialize<EvidenceContent<SignaturesEvidence>>(bytes, DocumentJson.Options)?.Result : null;
}
