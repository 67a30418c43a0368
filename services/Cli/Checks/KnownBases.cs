using Attestry.Cli.Targets;
using Attestry.Oci.Sources;
using Attestry.Sbom.Bases;
using Attestry.Sbom.Scanning;

namespace Attestry.Cli.Checks;

/// <summary>Images that a person names as possible bases. Only their configurations are fetched.</summary>
internal static class KnownBases
{
    /// <summary>The scan with the base of each of its images.</summary>
    internal static async Task<ArtifactScan> FindAsync(
        ArtifactScan scan, IReadOnlyList<string> bases, TargetRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var known = new List<KnownImage>();
        foreach (var text in bases)
            known.AddRange(await ReadAsync(request with { Text = text, Platform = null }, terminal, cancellation));
        return known.Count == 0 ? scan : scan with { Images = [.. scan.Images.Select(image => image.WithBase(known))] };
    }

    private static async Task<IReadOnlyList<KnownImage>> ReadAsync(TargetRequest request, Terminal terminal, CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        var known = new List<KnownImage>();
        foreach (var image in target.Images)
        {
            var config = await target.Source.ReadConfigAsync(image.Manifest, cancellation);
            if (config is not null && KnownImage.Of(request.Text, image.Manifest.Digest, config.DiffIds) is { } one)
                known.Add(one);
        }
        return known;
    }
}
