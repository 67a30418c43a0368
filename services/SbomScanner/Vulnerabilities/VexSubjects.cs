using Attestry.Contracts.Documents;
using Attestry.Evidence.Vulnerabilities;
using Attestry.Primitives;
using Attestry.Sbom.Purls;
using Attestry.SbomScanner.Scanning;
using Attestry.Storage;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>Which artifacts a VEX document may be about: those that hold its packages, and the images that it names.</summary>
internal sealed class VexSubjects(IDocumentStore store, PackageIndex packages, VexStatements statements)
{
    private readonly IDocumentCollection<ArtifactDocument> _artifacts = store.Collection(Collections.Artifacts);

    internal async Task<IReadOnlyCollection<string>> FindAsync(VexDocument vex, CancellationToken cancellation)
    {
        var products = (await statements.OfAsync(vex.Content, cancellation)).SelectMany(statement => statement.Products).ToList();
        var keys = products.SelectMany(product => product.Ids.Concat(product.Subcomponents)).SelectMany(PackageKeys.Of);
        var found = new SortedSet<string>(await packages.FindArtifactsAsync(keys, cancellation), StringComparer.Ordinal);
        // An image by digest alone. One by name alone is about the packages that the statement names beside it, or about any: then all that its repository holds.
        foreach (var digest in products.SelectMany(Digests).Distinct())
        {
            await foreach (var artifact in _artifacts.AllAsync(new("by_digest", digest.Text), cancellation))
                found.UnionWith(artifact.Children.Prepend(artifact.Id));
        }
        foreach (var (registry, repository) in products.Where(product => product.Subcomponents.Count == 0).SelectMany(Repositories).Distinct())
        {
            await foreach (var artifact in _artifacts.AllAsync(new("by_repository", registry, repository), cancellation))
                found.Add(artifact.Id);
        }
        found.RemoveWhere(id => !RepositoryPattern.Matches(vex.Repository, id[..id.LastIndexOf('@')]));
        return found;
    }

    private static IEnumerable<Digest> Digests(VexProduct product) =>
        product.Ids.Select(id => Purl.TryParse(id, out var purl) ? purl.Version : id)
            .Append(product.Sha256 is { } hex ? $"sha256:{hex}" : null)
            .Select(text => Digest.TryParse(text, out var digest) ? digest : default)
            .Where(digest => !digest.IsEmpty);

    private static IEnumerable<(string Registry, string Repository)> Repositories(VexProduct product)
    {
        foreach (var id in product.Ids)
        {
            if (Purl.TryParse(id, out var purl) && purl is { Type: "oci", Version: null }
                && purl.Qualifiers.FirstOrDefault(one => one.Key == "repository_url").Value is { } url && url.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
                yield return (url[..slash], url[(slash + 1)..]);
        }
    }
}
