using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Policy.Input;
using Attestry.PolicyInputs;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.StatusApi.PolicyInputs;

/// <summary>Makes inputs from stored evidence, a page of artifacts at a time, in the order in which they were first seen.</summary>
internal sealed class PolicyInputLister(IDocumentStore store, PolicyInputReader inputs, ExceptionReader exceptions, TimeProvider time)
{
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    /// <param name="pattern">Of repositories.</param>
    /// <exception cref="ArgumentException">The cursor is not of this list.</exception>
    public async Task<PolicyInputPage> ListAsync(string pattern, string? environment, int limit, string? after, CancellationToken cancellation)
    {
        environment ??= DecisionEnvironment.Default;
        var walk = pattern.IndexOf('/') is > 0 and var slash && !pattern.Contains('*')
            ? new Query("by_repository", pattern[..slash], pattern[(slash + 1)..])
            : new Query("by_seen");
        var page = await _artifacts.QueryAsync(walk with { Take = limit, After = after }, cancellation);
        var items = new List<PolicyInputBody>();
        foreach (var artifact in page.Items.Select(item => item.Document))
            if (artifact.Kind is ArtifactKind.Image or ArtifactKind.Index && RepositoryPattern.Matches(pattern, $"{artifact.Registry}/{artifact.Repository}"))
                items.Add(await ReadAsync(artifact, environment, cancellation));
        return new(items, page.Next);
    }

    private async Task<PolicyInputBody> ReadAsync(ArtifactDocument artifact, string environment, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var found = await inputs.FindAsync(artifact.Id, EvidenceKinds.All, cancellation);
        var input = await inputs.ReadAsync(artifact, found, cancellation) with
        {
            Environment = environment,
            Now = now,
            Exceptions = await exceptions.FindAsync(artifact, now, cancellation),
        };
        var status = await _statuses.GetAsync(DecisionEnvironment.StatusId(artifact.Id, environment), cancellation);
        return new(artifact.Id, status?.Document.State ?? DecisionState.Unknown, InputMapping.ToDocument(input));
    }
}
