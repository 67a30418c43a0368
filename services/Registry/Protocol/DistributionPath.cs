using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;

namespace Attestry.Registry.Protocol;

/// <summary>What a path below <c>/v2/</c> is about. A repository's name may itself contain slashes, so the end is read first.</summary>
/// <param name="Repository">Valid by <see cref="ImageReference.IsRepository"/>; empty for <see cref="DistributionResource.Base"/> and <see cref="DistributionResource.Catalog"/>.</param>
/// <param name="Reference">Digest, tag or upload id as written, not validated.</param>
internal sealed record DistributionPath(DistributionResource Resource, string Repository, string Reference)
{
    public static bool TryParse(string path, [NotNullWhen(true)] out DistributionPath? parsed)
    {
        parsed = path switch
        {
            "" => new(DistributionResource.Base, "", ""),
            "_catalog" => new(DistributionResource.Catalog, "", ""),
            _ => OfRepository(path.Split('/')),
        };
        return parsed is not null;
    }

    private static DistributionPath? OfRepository(string[] parts) => parts switch
    {
        [.. var name, "blobs", "uploads"] => Create(DistributionResource.Uploads, name, ""),
        [.. var name, "blobs", "uploads", ""] => Create(DistributionResource.Uploads, name, ""),
        [.. var name, "blobs", "uploads", var id] => Create(DistributionResource.Upload, name, id),
        [.. var name, "blobs", var digest] => Create(DistributionResource.Blob, name, digest),
        [.. var name, "manifests", var reference] => Create(DistributionResource.Manifest, name, reference),
        [.. var name, "tags", "list"] => Create(DistributionResource.Tags, name, ""),
        [.. var name, "referrers", var digest] => Create(DistributionResource.Referrers, name, digest),
        _ => null,
    };

    private static DistributionPath? Create(DistributionResource resource, string[] name, string reference) =>
        string.Join('/', name) is var repository && ImageReference.IsRepository(repository) ? new(resource, repository, reference) : null;
}
