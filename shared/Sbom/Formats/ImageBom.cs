using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Images;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Formats;

/// <summary>What a scan found, as a bill of materials.</summary>
public static class ImageBom
{
    /// <summary>Components are called by their package URLs, of which a catalog has each once.</summary>
    public static BillOfMaterials Of(ImageCatalog catalog, SbomSubject subject)
    {
        var root = ImagePurl(subject).ToString();
        var components = new List<BomComponent> { Image(subject, root) };
        if (catalog.Os is { } os)
            components.Add(new($"os:{os.Qualifier}", BomComponentKind.OperatingSystem, os.Id) { Version = os.VersionId });
        components.AddRange(catalog.Packages.Select(Component));
        var direct = catalog.Packages.Where(p => p.IsDirect).Select(p => p.Purl).ToHashSet(StringComparer.Ordinal);
        var held = catalog.Packages.SelectMany(p => p.DependsOn.Concat(p.Contains)).Except(direct, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return new($"{subject.Name}@{subject.Digest}", $"{subject.Name}\n{subject.Digest}\n{subject.Platform}\n{DocumentIdentity.Tool.Version}")
        {
            Subject = root,
            Created = subject.Created,
            Tools = [DocumentIdentity.Tool],
            Components = components,
            Relations =
            [
                .. components.Skip(1).Where(c => !held.Contains(c.Id)).Select(c => new BomRelation(root, BomRelationKind.DependsOn, c.Id)),
                .. catalog.Packages.SelectMany(Relations),
            ],
        };
    }

    private static IEnumerable<BomRelation> Relations(ImagePackage package)
    {
        var optional = package.OptionallyDependsOn.ToHashSet(StringComparer.Ordinal);
        return package.DependsOn.Select(to => new BomRelation(package.Purl, optional.Contains(to) ? BomRelationKind.OptionallyDependsOn : BomRelationKind.DependsOn, to))
            .Concat(package.Contains.Select(to => new BomRelation(package.Purl, BomRelationKind.Contains, to)));
    }

    private static BomComponent Image(SbomSubject subject, string root) => new(root, BomComponentKind.Container, subject.Name)
    {
        Version = subject.Digest.Text,
        Purl = root,
        Hashes = [new(subject.Digest.Algorithm.ToUpperInvariant(), subject.Digest.Hex)],
        Properties = [new("attestry:platform", subject.Platform)],
    };

    private static BomComponent Component(ImagePackage found) => new(found.Purl, BomComponentKind.Library, found.Package.Name)
    {
        Version = found.Package.Version.Length == 0 ? null : found.Package.Version,
        Purl = found.Purl,
        Licence = found.Package.Licence,
        Cpes = found.Package.Properties?.GetValueOrDefault(PackageProperties.Cpe) is { } cpe ? [cpe] : [],
        Properties =
        [
            new("attestry:cataloger", found.FoundBy),
            new("attestry:layer", found.Layer.Text),
            .. found.Locations.Select(l => new BomProperty("attestry:path", l)),
            .. found.Provides.Select(p => new BomProperty("attestry:provides", p)),
            .. (found.Package.Properties ?? new Dictionary<string, string>()).Where(p => p.Key != PackageProperties.Cpe).Select(p => new BomProperty($"attestry:{p.Key}", p.Value)),
        ],
    };

    private static Purl ImagePurl(SbomSubject subject)
    {
        var name = subject.Name.TrimEnd('/');
        var architecture = subject.Platform.Split('/').ElementAtOrDefault(1);
        return Purl.Create("oci", null, name[(name.LastIndexOf('/') + 1)..] is { Length: > 0 } last ? last : "image", subject.Digest.Text, ("arch", architecture), ("repository_url", name));
    }
}
