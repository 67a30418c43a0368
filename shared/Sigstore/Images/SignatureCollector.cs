using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;

namespace Attestry.Sigstore.Images;

/// <summary>Fetches all that signs or attests one manifest: cosign's tags, and referrers. Judges nothing.</summary>
public static class SignatureCollector
{
    /// <remarks>Faults of transport are thrown as the source throws them; content that is bad or too much is a finding.</remarks>
    public static async Task<CollectedSignatures> CollectAsync(IImageSource source, Digest subject, CancellationToken cancellation)
    {
        var collection = new Collection(source, subject, cancellation);
        await collection.AddTagAsync(CosignTag.Of(subject, CosignTag.Signature));
        await collection.AddTagAsync(CosignTag.Of(subject, CosignTag.Attestation));
        await collection.AddReferrersAsync();
        return new(subject, await collection.ReadAsync(), collection.Findings);
    }

    private sealed class Collection(IImageSource source, Digest subject, CancellationToken cancellation)
    {
        private readonly HashSet<Digest> _seen = [];

        private readonly List<Listed> _listed = [];

        private int _bytes;

        internal List<Finding> Findings { get; } = [];

        internal async Task AddTagAsync(string tag)
        {
            if (await FetchAsync(tag) is { } manifest)
                AddLayers(manifest, SignatureLayouts.CosignTag);
        }

        internal async Task AddReferrersAsync()
        {
            var list = await ListAsync();
            // Not filtered by type: cosign's fallback index gives that of the empty configuration. Bundles only go first.
            var referrers = list.DistinctBy(referrer => referrer.Digest)
                .OrderByDescending(referrer => BundleMediaTypes.IsBundle(referrer.ArtifactType))
                .ThenBy(referrer => referrer.Digest)
                .ToList();
            if (referrers.Count > SignatureLimits.Referrers)
                Exceeded($"{referrers.Count} referrers; the first {SignatureLimits.Referrers} are read.");
            foreach (var referrer in referrers.Take(SignatureLimits.Referrers))
            {
                // A list may name what refers to something else; only the manifest itself can tell.
                if (await FetchAsync(referrer.Digest.Text) is { } manifest && manifest.Subject?.Digest == subject)
                    AddLayers(manifest, SignatureLayouts.CosignReferrer);
            }
        }

        /// <summary>Reads what was listed, smallest first: large attestations must not use up what signatures need.</summary>
        internal async Task<IReadOnlyList<SignatureMaterial>> ReadAsync()
        {
            var materials = new SignatureMaterial[_listed.Count];
            foreach (var (index, listed) in _listed.Index().OrderBy(one => one.Item.Layer.Size))
            {
                var (content, finding) = await ReadAsync(listed.Layer, listed.Format);
                materials[index] = new(
                    listed.Layout,
                    listed.Format,
                    listed.Manifest,
                    content,
                    listed.Layer.Annotations ?? new Dictionary<string, string>(),
                    finding);
            }
            return materials;
        }

        private void AddLayers(Manifest manifest, string layout)
        {
            if (!_seen.Add(manifest.Digest))
                return;
            foreach (var layer in manifest.Layers)
            {
                var format = FormatOf(layer.MediaType);
                if (format == SignatureFormat.None)
                    continue;
                if (_listed.Count >= SignatureLimits.SignaturesOfArtifact)
                {
                    Exceeded($"More than {SignatureLimits.SignaturesOfArtifact} signatures.");
                    return;
                }
                _listed.Add(new(format == SignatureFormat.Bundle ? SignatureLayouts.SigstoreBundle : layout, format, manifest.Digest, layer));
            }
        }

        private async Task<(byte[] Content, Finding? Finding)> ReadAsync(Descriptor layer, SignatureFormat format)
        {
            var most = format == SignatureFormat.SimpleSigning ? SignatureLimits.SimpleSigningBytes : SignatureLimits.BundleBytes;
            if (layer.Size > Math.Min(most, SignatureLimits.CollectedBytes - _bytes))
                return ([], new(SignatureFindings.LimitExceeded, Severity.High, $"{layer.Size} bytes are more than is read of it.", layer.Digest.Text));
            try
            {
                if (await source.ReadBlobAsync(layer, most, cancellation) is not { } content)
                    return ([], new(SignatureFindings.ContentMismatch, Severity.High, "The manifest lists content that is not there.", layer.Digest.Text));
                _bytes += content.Length;
                return (content, null);
            }
            catch (OciException e)
            {
                return ([], new(SignatureFindings.ContentMismatch, Severity.High, e.Finding.Message, layer.Digest.Text));
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
                Findings.Add(new(SignatureFindings.Malformed, Severity.High, e.Finding.Message, tagOrDigest));
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
                Findings.Add(new(SignatureFindings.Malformed, Severity.High, $"The list of referrers: {e.Finding.Message}", subject.Text));
                return [];
            }
        }

        private void Exceeded(string message)
        {
            if (Findings.All(finding => finding.Message != message))
                Findings.Add(new(SignatureFindings.LimitExceeded, Severity.High, message, subject.Text));
        }

        private static SignatureFormat FormatOf(string mediaType) => mediaType switch
        {
            CosignMediaTypes.SimpleSigning => SignatureFormat.SimpleSigning,
            CosignMediaTypes.DsseEnvelope => SignatureFormat.Envelope,
            _ when BundleMediaTypes.IsBundle(mediaType) => SignatureFormat.Bundle,
            _ => SignatureFormat.None,
        };

        private sealed record Listed(string Layout, SignatureFormat Format, Digest Manifest, Descriptor Layer);
    }
}
