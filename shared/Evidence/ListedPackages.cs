using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Evidence;

/// <summary>What a bill of materials lists by package URL, as if a scan had found it: all that advisories need.</summary>
public static class ListedPackages
{
    private static readonly string[] Containers = ["oci", "docker"];

    /// <param name="digest">Of the document's bytes, which stands for the layer.</param>
    /// <returns>Each package URL once, in ordinal order.</returns>
    public static IReadOnlyList<EvidencePackage> Of(BillOfMaterials document, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(document);
        return
        [
            .. document.Components.Where(component => component.Kind != BomComponentKind.File && component.Purl is not null).DistinctBy(component => component.Purl)
                .Take(SbomLimits.PackagesPerLayer).OrderBy(component => component.Purl, StringComparer.Ordinal)
                .Select(component => Package(component, digest)).OfType<EvidencePackage>(),
        ];
    }

    private static EvidencePackage? Package(BomComponent component, Digest document)
    {
        if (!Purl.TryParse(component.Purl, out var purl) || Containers.Contains(purl.Type))
            return null;
        var epoch = purl.Type == PackageTypes.Rpm ? purl.Qualifiers.FirstOrDefault(one => one.Key == "epoch").Value : null;
        var name = purl.Namespace is null || purl.Type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm
            ? purl.Name
            : $"{purl.Namespace}{(purl.Type == PackageTypes.Maven ? ':' : '/')}{purl.Name}";
        var version = epoch is null ? purl.Version ?? "" : $"{epoch}:{purl.Version}";
        return new(purl.ToString(), purl.Type, name, version, component.Licence, document, "sbom", "sbom");
    }
}
