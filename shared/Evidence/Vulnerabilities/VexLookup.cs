using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Sbom.Purls;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>The statements about one image: as what they may name it, and which of them counts for a vulnerability.</summary>
internal sealed class VexLookup
{
    private readonly IReadOnlyList<VexStatement> _statements;
    private readonly List<(Digest Digest, IReadOnlyList<string> Purls)> _products;

    internal VexLookup(IReadOnlyList<VexStatement> statements, ArtifactDocument artifact, Digest image)
    {
        // Who speaks of an index speaks of the images that it lists.
        var parents = artifact.Parents.Select(parent => Digest.Parse(parent[(parent.LastIndexOf('@') + 1)..]));
        _products = [.. parents.Prepend(artifact.Digest).Prepend(image).Distinct().Select(digest => (digest, Names(artifact, digest)))];
        _statements = [.. statements.Where(statement => statement.Origin?.Image is not { } only || _products.Any(product => product.Digest == only))];
    }

    internal FoundVulnerability Apply(FoundVulnerability found)
    {
        if (_statements.Count == 0)
            return found;
        string[] ids = [found.Id, .. found.Aliases];
        VexStatement? latest = null;
        foreach (var (digest, purls) in _products)
        {
            foreach (var package in new[] { found.Purl, found.Provided }.OfType<string>())
            {
                if (VexFilter.Find(_statements, ids, new(package, purls, digest)) is { } statement && (latest is null || statement.Time > latest.Time))
                    latest = statement;
            }
        }
        return latest is null ? found : found with
        {
            Vex = new(Word(latest.Status), latest.Justification, latest.Remark, latest.Author)
            {
                Source = latest.Origin?.Source,
                Signer = latest.Origin?.Signer,
                Document = latest.Origin?.Document,
            },
        };
    }

    // As a reference, and as purl-spec's type oci: the name is the repository's last part, the version the digest.
    private static IReadOnlyList<string> Names(ArtifactDocument artifact, Digest digest)
    {
        var (repository, name) = ($"{artifact.Registry}/{artifact.Repository}", artifact.Repository[(artifact.Repository.LastIndexOf('/') + 1)..]);
        return [Purl.Create("oci", null, name, digest.Text, ("repository_url", repository)).ToString(), $"{repository}@{digest}"];
    }

    private static string Word(VexStatus status) => status switch
    {
        VexStatus.NotAffected => "not_affected",
        VexStatus.Fixed => "fixed",
        VexStatus.Affected => "affected",
        _ => "under_investigation",
    };
}
