using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Rego.Bundles;

/// <summary>Paths within a bundle.</summary>
internal static class BundlePath
{
    internal const string Manifest = ".manifest";

    internal const string Signatures = ".signatures.json";

    internal const string Patch = "patch.json";

    private static readonly string[] DataNames = ["data.json", "data.yaml", "data.yml"];

    /// <summary>Without what says nothing: <c>/a//./b</c> is <c>a/b</c>.</summary>
    /// <exception cref="BundleException">It leads out of the bundle, or is too long.</exception>
    internal static string Normal(string path, BundleLimits limits)
    {
        if (path.Length > limits.PathLength)
            throw new BundleException(BundleFindings.PathInvalid, $"A path has {path.Length} characters; at most {limits.PathLength} are read. Shorten it.", Bounded.Quote(path));
        var parts = path.Split('/').Where(part => part.Length > 0 && part != ".").ToList();
        return parts.Count > 0 && !parts.Contains("..") && !path.Contains('\0', StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
            ? string.Join('/', parts)
            : throw new BundleException(BundleFindings.PathInvalid, "The path leads out of the bundle or names nothing. Pack the files with paths inside the bundle.", Bounded.Quote(path));
    }

    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static bool IsModule(string path) => path.EndsWith(".rego", StringComparison.Ordinal);

    internal static bool IsData(string path) => DataNames.Contains(NameOf(path));

    internal static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where under <c>data</c> a data file's content belongs.</summary>
    internal static string[] PlaceOf(string path) => path.Split('/')[..^1];
}
