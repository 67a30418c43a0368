using System.Text.Json;
using Attestry.Bundles;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>Puts a bundle together.</summary>
internal static class BundlePacking
{
    private const string Manifest = ".manifest";

    /// <summary>The files without an old signature, the manifest with what was asked for.</summary>
    internal static IReadOnlyList<BundleFile> WithManifest(IReadOnlyList<BundleFile> files, string? revision, IReadOnlyList<string> roots)
    {
        var unsigned = files.Where(file => file.Path != ".signatures.json").ToList();
        if (revision is null && roots.Count == 0)
            return unsigned;
        var manifest = new RegoObject.Builder();
        if (unsigned.Find(file => file.Path == Manifest) is { } stated)
        {
            foreach (var (name, value) in (Parse(stated) as RegoObject ?? RegoObject.Empty).Entries)
                manifest.Set(name, value);
            unsigned.Remove(stated);
        }
        if (revision is not null)
            manifest.Set(new RegoString("revision"), new RegoString(revision));
        if (roots.Count > 0)
            manifest.Set(new RegoString("roots"), RegoArray.From(roots.Select(root => new RegoString(root))));
        return [.. unsigned, new(Manifest, RegoJson.ToUtf8(manifest.Build()))];
    }

    /// <returns>The reference with the digest.</returns>
    internal static async Task<string> PushAsync(string name, byte[] archive, PolicyRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (!BundleSources.IsArtifact(name) || !ImageReference.TryParse(PolicyLoader.ReferenceIn(name), out var reference) || !reference.Digest.IsEmpty)
            throw new CommandException($"--push {Bounded.Quote(name)} is no place to push to.", "Write oci://registry/repository:tag.");
        using var registries = PolicyLoader.Registries(name, request, terminal);
        var digest = await BundlePush.PushAsync(registries.Repository(reference.Registry, reference.Repository)!, reference.Selector, archive, cancellation);
        return $"oci://{reference.Name}@{digest}";
    }

    private static RegoValue Parse(BundleFile manifest)
    {
        try
        {
            return RegoJson.Parse(manifest.Content.Span);
        }
        catch (JsonException e)
        {
            throw new BundleException(BundleFindings.ManifestMalformed, $"The manifest cannot be read: {Bounded.Quote(e.Message)} Correct it.", Manifest);
        }
    }
}
