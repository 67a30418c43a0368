using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Referrers;

/// <summary>Fetches what is attached to one manifest: behind cosign's tags, and as referrers. Judges nothing.</summary>
public static class AttachmentCollector
{
    /// <param name="tags">Suffixes of cosign's tags to look behind (<see cref="CosignTag"/>).</param>
    /// <param name="wanted">Of which media types layers are read.</param>
    /// <remarks>Faults of transport are thrown as the source throws them; content that is bad or too much is a finding.</remarks>
    public static async Task<AttachedContents> CollectAsync(
        IImageSource source,
        Digest subject,
        IReadOnlyList<string> tags,
        Func<string, bool> wanted,
        CancellationToken cancellation)
    {
        var collection = new Collection(source, subject, wanted, cancellation);
        foreach (var suffix in tags)
            await collection.AddTagAsync(CosignTag.Of(subject, suffix));
        await collection.AddReferrersAsync();
        return new(subject, await collection.ReadAsync(), collection.Findings);
    }

    private sealed class Collection(IImageSource source, Digest subject, Func<string, bool> wanted, CancellationToken cancellation)
    {
        private readonly HashSet<Digest> _seen = [];

        private readonly List<Listed> _listed = [];

        private int _bytes;

        internal List<Finding> Findings { get; } = [];

        internal async Task AddTagAsync(string tag)
        {
            if (await FetchAsync(tag) is { } manifest)
                AddLayers(manifest, behindTag: true);
        }

        internal async Task AddReferrersAsync()
        {
            var list = await ListAsync();
            // Not filtered by type: cosign's fallback index gives that of the empty configuration. What says to be wanted only goes first.
            var referrers = list.DistinctBy(referrer => referrer.Digest)
                .OrderByDescending(referrer => referrer.ArtifactType is { } type && wanted(type))
                .ThenBy(referrer => referrer.Digest)
                .ToList();
            if (referrers.Count > ReferrerLimits.Manifests)
                Exceeded($"{referrers.Count} referrers; the first {ReferrerLimits.Manifests} are read.");
            foreach (var referrer in referrers.Take(ReferrerLimits.Manifests))
            {
                // A list may name what refers to something else; only the manifest itself can tell.
                if (await FetchAsync(referrer.Digest.Text) is { } manifest && manifest.Subject?.Digest == subject)
                    AddLayers(manifest, behindTag: false);
            }
        }

        /// <summary>Reads what was listed, smallest first: large attestations must not use up what signatures need.</summary>
        internal async Task<IReadOnlyList<AttachedContent>> ReadAsync()
        {
            var contents = new AttachedContent[_listed.Count];
            foreach (var (index, listed) in _listed.Index().OrderBy(one => one.Item.Layer.Size))
            {
                var (content, finding) = await ReadAsync(listed.Layer);
                contents[index] = new(listed.Manifest, listed.BehindTag, listed.Layer, content, finding);
            }
            return contents;
        }

        private void AddLayers(Manifest manifest, bool behindTag)
        {
            if (!_seen.Add(manifest.Digest))
                return;
            foreach (var layer in manifest.Layers.Where(layer => wanted(layer.MediaType)))
            {
                if (_listed.Count >= ReferrerLimits.Contents)
                {
                    Exceeded($"More than {ReferrerLimits.Contents} contents.");
                    return;
                }
                _listed.Add(new(manifest.Digest, behindTag, layer));
            }
        }

        private async Task<(byte[] Content, Finding? Finding)> ReadAsync(Descriptor layer)
        {
            if (layer.Size > Math.Min(ReferrerLimits.ContentBytes, ReferrerLimits.CollectedBytes - _bytes))
                return ([], new(ReferrerFindings.LimitExceeded, Severity.High, $"{layer.Size} bytes are more than is read of it.", layer.Digest.Text));
            try
            {
                if (await source.ReadBlobAsync(layer, ReferrerLimits.ContentBytes, cancellation) is not { } content)
                    return ([], new(ReferrerFindings.ContentMissing, Severity.High, "The manifest lists content that is not there.", layer.Digest.Text));
                _bytes += content.Length;
                return (content, null);
            }
            catch (OciException e)
            {
                return ([], e.Finding);
            }
        }

        private async Task<Manifest?> FetchAsync(string tagOrDigest)
        {
            try
            {
                return await source.GetManifestAsync(tagOrDigest, cancellation) is { } fetched ? ManifestParser.Parse(fetched) : null;
            }
            catch (OciException e)
            {
                Findings.Add(e.Finding with { Location = tagOrDigest });
                return null;
            }
        }

        private async Task<IReadOnlyList<Descriptor>> ListAsync()
        {
            try
            {
                return await source.ListReferrersAsync(subject, cancellation);
            }
            catch (OciException e)
            {
                Findings.Add(e.Finding);
                return [];
            }
        }

        private void Exceeded(string message)
        {
            if (Findings.All(finding => finding.Message != message))
                Findings.Add(new(ReferrerFindings.LimitExceeded, Severity.High, message, subject.Text));
        }

        private sealed record Listed(Digest Manifest, bool BehindTag, Descriptor Layer);
    }
}
