using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Sbom.Bases;
using Attestry.Sbom.Scanning;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Keeps the layer chains of the images that were scanned, and looks up on which of them an image is built: by its layers, not by how many images there are.</summary>
internal sealed class BaseIndex(IDocumentStore store)
{
    /// <summary>Images with the same layers; more of them are as good a name as these.</summary>
    private const int Alike = 20;

    private readonly IDocumentCollection<LayerChainDocument> _chains = store.Collection(Collections.LayerChains);

    /// <summary>The scan with the base of each image.</summary>
    internal async Task<ArtifactScan> FindAsync(ArtifactScan scan, CancellationToken cancellation) => scan with
    {
        Images = await Task.WhenAll(scan.Images.Select(async image => image.WithBase(await CandidatesAsync(image, cancellation)))),
    };

    /// <summary>Remembers complete images as bases of others.</summary>
    internal async Task AddAsync(ArtifactDocument artifact, ArtifactScan scan, CancellationToken cancellation)
    {
        var name = $"{artifact.Registry}/{artifact.Repository}";
        foreach (var image in scan.Images.Where(image => image.Complete))
        {
            // What is there already says the same.
            if (KnownImage.Of(name, image.Subject.Digest, image.DiffIds) is { } known)
                await _chains.InsertAsync(new(LayerChainDocument.KeyOf(known.Chain, artifact.Id, known.Digest), known.Chain, known.Layers, artifact.Id, known.Digest, name), cancellation);
        }
    }

    private async Task<IReadOnlyCollection<KnownImage>> CandidatesAsync(ImageScan image, CancellationToken cancellation)
    {
        var candidates = new List<KnownImage>();
        if (image.BaseClaim?.Digest is { } claimed)
            candidates.AddRange(await QueryAsync("by_image", claimed, cancellation));
        // The highest first: what lies below a base is the base's own.
        foreach (var chain in LayerChain.Of(image.DiffIds).SkipLast(1).Reverse())
        {
            var found = await QueryAsync("by_chain", chain, cancellation);
            candidates.AddRange(found);
            if (found.Count > 0)
                break;
        }
        return candidates;
    }

    private async Task<IReadOnlyList<KnownImage>> QueryAsync(string index, Digest value, CancellationToken cancellation)
    {
        var page = await _chains.QueryAsync(new(index, value.Text) { Take = Alike }, cancellation);
        return [.. page.Items.Select(item => new KnownImage(item.Document.Name, item.Document.Image, item.Document.Chain, item.Document.Layers))];
    }
}
