using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>Compares the checksums of modules in Go binaries with every <c>go.sum</c> of the image.</summary>
internal static class GoSums
{
    internal static IEnumerable<Finding> Compare(IEnumerable<LayerSource> sources)
    {
        var all = sources.ToArray();
        var sums = all.Where(s => s.Cataloger == "go-sum" && s.Facts is not null).SelectMany(s => s.Facts!).ToLookup(f => f.Key, f => f.Value, StringComparer.Ordinal);
        if (sums.Count == 0)
            yield break;
        foreach (var source in all.Where(s => s.Cataloger == "go-binary"))
        {
            foreach (var package in source.Packages)
            {
                if (package.Properties?.GetValueOrDefault("go:h1") is not { } sum)
                    continue;
                var module = $"{package.Name}@{package.Version}";
                if (sums.Contains(module) && !sums[module].Contains(sum))
                    yield return new(SbomFindings.GoSumMismatch, Severity.High, $"The binary was built from another {Bounded.Quote(module)} than go.sum names.", source.Path);
            }
        }
    }
}
