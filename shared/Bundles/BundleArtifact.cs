using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>
/// A bundle that is an OCI artifact: its first layer of type <see cref="MediaTypes.OciLayerGzip"/> is the archive, as OPA reads it. Or each
/// layer is one file, as <c>conftest push</c> writes them. Every byte is verified against the digest that the manifest gives.
/// </summary>
/// <param name="repository">Where it lies; a tag is resolved at each reading.</param>
public sealed class BundleArtifact(RegistryRepository repository, ImageReference reference, BundleReading reading) : IBundleSource
{
    private const string PolicyLayer = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego";

    private const string DataLayer = "application/vnd.cncf.openpolicyagent.data.layer.v1+json";

    private const string Title = "org.opencontainers.image.title";

    public string Name => reference.ToString();

    public async Task<SeenBundle?> ReadAsync(string? lastSeen, CancellationToken cancellation)
    {
        try
        {
            // What a registry says of a tag without sending it is enough to stay with what was verified before.
            if (lastSeen is not null && (await repository.HeadManifestAsync(reference.Selector, cancellation))?.Digest.Text == lastSeen)
                return null;
            var fetched = await repository.GetManifestAsync(reference.Selector, cancellation)
                ?? throw new BundleException(BundleFindings.NotFound, $"The registry has no {Bounded.Quote(reference.Selector)}. Check the tag or digest.", Name);
            return fetched.Digest.Text == lastSeen ? null : new(await ReadAsync(ManifestParser.Parse(fetched), cancellation), fetched.Digest.Text);
        }
        catch (OciException e)
        {
            throw new BundleException([e.Finding with { Location = Name }]);
        }
    }

    private async Task<PolicyBundle> ReadAsync(Manifest manifest, CancellationToken cancellation)
    {
        if (manifest.Layers.FirstOrDefault(layer => layer.MediaType == MediaTypes.OciLayerGzip) is { } archive)
        {
            using var content = new MemoryStream(await BlobAsync(archive, reading.Limits.CompressedBytes, cancellation), writable: false);
            return await BundleReader.ReadArchiveAsync(content, reading, cancellation);
        }
        var files = new List<BundleFile>();
        var bytes = 0L;
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType is PolicyLayer or DataLayer))
        {
            if (layer.Annotations?.GetValueOrDefault(Title) is not { } title)
                throw new BundleException(BundleFindings.PathInvalid, $"The layer {layer.Digest} has no {Title}. Push the bundle again.", Name);
            files.Add(new BundleFile(title, await BlobAsync(layer, reading.Limits.Bytes - bytes, cancellation)));
            bytes += layer.Size;
        }
        return files.Count > 0
            ? BundleReader.Read(files, reading)
            : throw new BundleException(BundleFindings.Unsupported, $"It is no bundle: no layer is of type {MediaTypes.OciLayerGzip}. Push the bundle as a tar.gz layer of that type.", Name);
    }

    private async Task<byte[]> BlobAsync(Descriptor layer, long most, CancellationToken cancellation) =>
        await repository.ReadBlobAsync(layer, (int)Math.Min(most, int.MaxValue), cancellation)
        ?? throw new BundleException(BundleFindings.NotFound, $"The registry has no blob {layer.Digest}. Push the bundle again.", Name);
}
