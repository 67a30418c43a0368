using System.Collections.Concurrent;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Primitives;
using Attestry.SbomScanner.Scanning;
using Attestry.Storage;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>The statements whose word counts: those that were uploaded, by the repositories for which they count, and those that trusted signers attested.</summary>
internal sealed class VexStatements(IDocumentStore store, IContentStore contents)
{
    private readonly IDocumentCollection<VexDocument> _documents = store.Collection(Collections.Vex);

    // Contents never change; each is taken apart once.
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<VexStatement>> _read = new();

    /// <param name="attached">The documents that come with the artifact; only those that are trusted say something.</param>
    internal async Task<IReadOnlyList<VexStatement>> OfAsync(ArtifactDocument artifact, IReadOnlyList<FoundVexDocument> attached, CancellationToken cancellation)
    {
        var statements = new List<VexStatement>();
        await foreach (var document in _documents.AllAsync(new("by_created"), cancellation))
        {
            if (document.WithdrawnAt is null && RepositoryPattern.Matches(document.Repository, $"{artifact.Registry}/{artifact.Repository}"))
                statements.AddRange(From(new("uploaded", document.Content, document.Author, null), await OfAsync(document.Content, cancellation)));
        }
        foreach (var document in attached.Where(one => one.Trusted))
            statements.AddRange(From(AttachedVex.Origin(document), await OfAsync(document.Content, cancellation)));
        return statements;
    }

    internal async Task<IReadOnlyList<VexStatement>> OfAsync(Digest content, CancellationToken cancellation)
    {
        if (_read.TryGetValue(content, out var known))
            return known;
        var statements = await contents.GetAsync(content, cancellation) is { } bytes && VexReader.Read(bytes) is var (_, reading) ? reading.Statements : [];
        return _read.GetOrAdd(content, statements);
    }

    private static IEnumerable<VexStatement> From(VexOrigin origin, IReadOnlyList<VexStatement> statements) => statements.Select(statement => statement with { Origin = origin });
}
