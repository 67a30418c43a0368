using Attestry.Sbom.Images;
using Attestry.Sbom.Scanning;

namespace Attestry.Sbom.Comparison;

/// <summary>What of an image is a number or a list.</summary>
internal static class ImageFigures
{
    private static readonly (string Name, Func<ImageScan, long> Read)[] Numbers =
    [
        ("size.compressed", scan => scan.Catalog.Hygiene.Layers.Sum(layer => layer.CompressedBytes)),
        ("size.uncompressed", scan => scan.Catalog.Hygiene.Layers.Sum(layer => layer.UncompressedBytes)),
        ("size.wasted", scan => scan.Catalog.Hygiene.Layers.Sum(layer => layer.WastedBytes)),
        ("layers", scan => scan.Catalog.Hygiene.Layers.Count),
        ("files", scan => scan.Catalog.Hygiene.Layers.Sum(layer => (long)layer.Files)),
        ("packages", scan => scan.Catalog.Packages.Count),
        ("executables", scan => scan.Catalog.Executables.Count),
        ("executables.with-symbols", scan => scan.Catalog.Executables.Count(executable => executable.File.Facts is { HasSymbols: true })),
        ("executables.with-debug", scan => scan.Catalog.Executables.Count(executable => executable.File.Facts is { HasDebug: true })),
    ];

    private static readonly (string Name, Func<ImageScan, IEnumerable<string>> Read)[] Lists =
    [
        ("hygiene.runs-as-root", scan => [scan.RunsAsRoot switch { true => "root", false => "not root", null => "unknown" }]),
        ("hygiene.shells", scan => scan.Catalog.Hygiene.Shells),
        ("hygiene.package-managers", scan => scan.Catalog.Hygiene.PackageManagers),
        ("hygiene.certificate-authorities", scan => scan.Catalog.Hygiene.CertificateAuthorities),
        ("hygiene.setuid", scan => scan.Catalog.Hygiene.Setuid),
        ("hygiene.world-writable", scan => scan.Catalog.Hygiene.WorldWritable),
        ("hygiene.secrets", scan => scan.Catalog.Hygiene.Secrets.Select(Place)),
    ];

    internal static IReadOnlyList<ComparedValue> Values(ComparedImage before, ComparedImage after)
    {
        var values = Numbers.Select(number => new ComparedValue(number.Name, number.Read(before.Scan), number.Read(after.Scan)))
            .Concat(Lists.Skip(1).Select(list => new ComparedValue(list.Name, list.Read(before.Scan).LongCount(), list.Read(after.Scan).LongCount())));
        return before is { Figures: { } old } && after is { Figures: { } young }
            ? [.. values, .. old.Keys.Union(young.Keys).Select(name => new ComparedValue(name, old.GetValueOrDefault(name), young.GetValueOrDefault(name)))]
            : [.. values];
    }

    internal static IReadOnlyList<ListChange> Changes(ImageScan before, ImageScan after) =>
        [.. Lists.Select(list => ListChange.Of(list.Name, list.Read(before), list.Read(after))).Where(change => change.Added.Count + change.Removed.Count > 0)];

    private static string Place(ImageSecret secret) => $"{secret.Secret.Path}:{secret.Secret.Line} ({secret.Secret.Kind})";
}
