using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>From a file's digest to the artifacts that bring it, and to what was decided about them. Remembers what it read: one for each join.</summary>
internal sealed class ArtifactIndex(IDocumentStore store)
{
    /// <summary>Layers with one file, and artifacts with one layer, that are looked at; a base layer may be in thousands of images.</summary>
    private const int Most = 200;

    private readonly IDocumentCollection<ExecutableDocument> _executables = store.Collection(Collections.Executables);
    private readonly IDocumentCollection<LayerUseDocument> _uses = store.Collection(Collections.LayerUses);
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);
    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);
    private readonly Dictionary<Digest, IReadOnlyList<string>> _byLayer = [];
    private readonly Dictionary<string, DecisionState> _states = new(StringComparer.Ordinal);

    /// <summary>Ids of artifacts with a layer that holds the file.</summary>
    /// <param name="running">Artifacts that containers run: they are found however many others share the layer.</param>
    public async Task<IReadOnlyCollection<string>> OfFileAsync(Digest file, IReadOnlyCollection<string> running, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in (await _executables.QueryAsync(new("by_file", file.Text) { Take = Most }, cancellation)).Items)
        {
            found.UnionWith(await OfLayerAsync(one.Document.Layer, cancellation));
            foreach (var use in await _uses.GetManyAsync([.. running.Take(Query.LargestPage).Select(artifact => LayerUseDocument.KeyOf(one.Document.Layer, artifact))], cancellation))
                found.Add(use.Document.Artifact);
        }
        return found;
    }

    /// <summary>Does any layer hold the file?</summary>
    public async Task<bool> IsKnownAsync(Digest file, CancellationToken cancellation) =>
        await _executables.CountAsync(new("by_file", file.Text), cancellation) > 0;

    /// <summary>Ids of the artifacts with a manifest's digest, of indexes that list it, and of what an index lists.</summary>
    public async Task<IReadOnlyCollection<string>> OfImageAsync(string digest, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var artifact in (await _artifacts.QueryAsync(new("by_digest", digest) { Take = Most }, cancellation)).Items.Select(item => item.Document))
            found.UnionWith([artifact.Id, .. artifact.Parents, .. artifact.Children]);
        return found;
    }

    public async Task<DecisionState> StateAsync(string artifact, CancellationToken cancellation)
    {
        if (!_states.TryGetValue(artifact, out var state))
            _states[artifact] = state = (await _statuses.GetAsync(artifact, cancellation))?.Document is { } status ? Own(status) : DecisionState.Unknown;
        return state;
    }

    /// <summary>The best decision about any of them: one attested artifact is enough to vouch for a file.</summary>
    public async Task<DecisionState> BestAsync(IEnumerable<string> artifacts, CancellationToken cancellation)
    {
        var best = DecisionState.Unknown;
        foreach (var artifact in artifacts)
            if (await StateAsync(artifact, cancellation) is var state && Rank(state) > Rank(best))
                best = state;
        return best;
    }

    private async Task<IReadOnlyList<string>> OfLayerAsync(Digest layer, CancellationToken cancellation)
    {
        if (!_byLayer.TryGetValue(layer, out var known))
            _byLayer[layer] = known = [.. (await _uses.QueryAsync(new("by_layer", layer.Text) { Take = Most }, cancellation)).Items.Select(item => item.Document.Artifact)];
        return known;
    }

    /// <summary>
    /// An artifact that is denied because a host lost trust would else take down every other host that runs it, and none of them could come back:
    /// each would wait for the artifact, and the artifact for them.
    /// </summary>
    private static DecisionState Own(StatusDocument status) =>
        status.State is DecisionState.Failed or DecisionState.Pending ? status.ApartFromHosts ?? status.State : status.State;

    // What is still pending may come to be attested; what failed is known to be bad.
    private static int Rank(DecisionState state) => state switch
    {
        DecisionState.Passed => 4,
        DecisionState.Warned => 3,
        DecisionState.Pending => 2,
        DecisionState.Failed or DecisionState.Revoked => 1,
        _ => 0,
    };
}
