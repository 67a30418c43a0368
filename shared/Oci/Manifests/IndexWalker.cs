using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Manifests;

/// <summary>Finds the platform images under a manifest; bounded in depth and number, each digest visited once.</summary>
public static class IndexWalker
{
    /// <param name="root">An index, or an image, which then is the only one.</param>
    public static async Task<IndexWalk> WalkAsync(IImageSource source, FetchedManifest root, CancellationToken cancellation)
    {
        var walk = new State(source);
        await walk.EnterAsync(new Descriptor(root.MediaType, root.Digest, root.Bytes.Length), root, [], cancellation);
        return new IndexWalk(walk.Images, walk.Attached, walk.Findings);
    }

    private sealed class State(IImageSource source)
    {
        private readonly HashSet<Digest> _seen = [];

        public List<PlatformImage> Images { get; } = [];

        public List<Descriptor> Attached { get; } = [];

        public List<Finding> Findings { get; } = [];

        public async Task EnterAsync(Descriptor descriptor, FetchedManifest fetched, List<Digest> above, CancellationToken cancellation)
        {
            var manifest = Parse(fetched);
            if (manifest is null)
                return;
            if (!manifest.IsIndex)
            {
                if (manifest.Kind is ManifestKind.Image)
                    Images.Add(new PlatformImage(descriptor, fetched, manifest));
                return;
            }
            if (above.Count >= OciLimits.IndexDepth)
            {
                Note(OciFindings.IndexTooDeep, $"Indexes are nested more than {OciLimits.IndexDepth} deep.", fetched.Digest);
                return;
            }
            List<Digest> path = [.. above, fetched.Digest];
            foreach (var child in manifest.Manifests)
                await VisitAsync(child, path, cancellation);
        }

        private async Task VisitAsync(Descriptor child, List<Digest> path, CancellationToken cancellation)
        {
            if (path.Contains(child.Digest))
            {
                Note(OciFindings.IndexCycle, "The index lists itself, directly or through another.", child.Digest);
                return;
            }
            if (!Classification.IsPlatformImage(child))
            {
                Attached.Add(child);
                return;
            }
            if (!_seen.Add(child.Digest))
                return;
            if (_seen.Count > OciLimits.IndexManifests)
            {
                if (_seen.Count == OciLimits.IndexManifests + 1)
                    Note(OciFindings.ManifestTooManyEntries, $"The index comes to more than {OciLimits.IndexManifests} manifests.", child.Digest);
                return;
            }
            if (await FetchAsync(child, cancellation) is { } fetched)
                await EnterAsync(child, fetched, path, cancellation);
        }

        private async Task<FetchedManifest?> FetchAsync(Descriptor child, CancellationToken cancellation)
        {
            try
            {
                var fetched = await source.GetManifestAsync(child.Digest.Text, cancellation);
                if (fetched is null)
                    Note(OciFindings.ManifestChildMissing, "The index lists a manifest that is not there.", child.Digest);
                return fetched;
            }
            catch (OciException e)
            {
                Findings.Add(e.Finding);
                return null;
            }
        }

        private Manifest? Parse(FetchedManifest fetched)
        {
            try
            {
                return ManifestParser.Parse(fetched);
            }
            catch (OciException e)
            {
                Findings.Add(e.Finding);
                return null;
            }
        }

        private void Note(string id, string message, Digest about) => Findings.Add(new Finding(id, Severity.High, message, about.Text));
    }
}
