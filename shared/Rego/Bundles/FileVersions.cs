using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Builtins.Patterns;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Bundles;

/// <summary>Tells which syntax a module of a bundle has.</summary>
internal sealed class FileVersions(BundleManifest manifest, RegoVersion otherwise)
{
    private readonly List<(Regex Pattern, RegoVersion Version)> _files = [.. manifest.FileRegoVersions.Select(file => (Pattern(file.Key), file.Value))];

    internal RegoVersion Of(string path)
    {
        foreach (var (pattern, version) in _files)
        {
            if (pattern.IsMatch($"/{path}") || pattern.IsMatch(path))
                return version;
        }
        return manifest.RegoVersion ?? otherwise;
    }

    private static Regex Pattern(string glob)
    {
        try
        {
            return new Regex(GlobTranslator.Translate(glob, ""), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            throw new BundleException(BundleFindings.ManifestMalformed, $"file_rego_versions has '{Bounded.Quote(glob)}', which is no glob. Correct it.", BundlePath.Manifest);
        }
    }
}
