using System.Security.Cryptography;
using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Sources;

/// <summary>Writes an OCI layout directory, new or existing. One writer at a time; readers see whole files only.</summary>
public sealed class LayoutWriter : IImageTarget
{
    private readonly string _directory;
    private readonly List<Descriptor> _roots;

    private LayoutWriter(string directory, List<Descriptor> roots) => (_directory, _roots) = (directory, roots);

    /// <exception cref="OciException">There is an index already, and it is malformed.</exception>
    public static async Task<LayoutWriter> OpenAsync(string directory, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        var exists = File.Exists(Path.Combine(directory, LayoutPaths.Index));
        var roots = exists ? await LayoutIndex.ReadAsync(new DirectoryBlobs(directory).Open, cancellation) : [];
        var writer = new LayoutWriter(directory, [.. roots]);
        if (!exists)
        {
            await writer.WriteAsync(LayoutPaths.Marker, Encoding.UTF8.GetBytes($$"""{"imageLayoutVersion":"{{LayoutPaths.Version}}"}"""), cancellation);
            await writer.WriteIndexAsync(cancellation);
        }
        return writer;
    }

    /// <exception cref="OciException">The content is not what the descriptor says.</exception>
    public async Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation)
    {
        var path = Path.Combine(_directory, LayoutPaths.Blob(blob.Digest));
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}";
        try
        {
            await using (var file = File.Create(temporary))
                await content.CopyToAsync(file, cancellation);
            await DemandAsync(temporary, blob, cancellation);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation)
    {
        var blob = await this.PushBlobAsync(mediaType, manifest, cancellation);
        _roots.RemoveAll(d => tag is null ? d.Digest == blob.Digest : d.Annotations?.GetValueOrDefault(LayoutPaths.RefName) == tag);
        _roots.Add(tag is null ? blob : blob with { Annotations = new Dictionary<string, string> { [LayoutPaths.RefName] = tag } });
        await WriteIndexAsync(cancellation);
        return blob.Digest;
    }

    private Task WriteIndexAsync(CancellationToken cancellation) => WriteAsync(LayoutPaths.Index, IndexDocument.Write(_roots), cancellation);

    private async Task WriteAsync(string name, byte[] content, CancellationToken cancellation)
    {
        var path = Path.Combine(_directory, name);
        var temporary = $"{path}.{Guid.NewGuid():n}";
        await File.WriteAllBytesAsync(temporary, content, cancellation);
        File.Move(temporary, path, overwrite: true);
    }

    private static async Task DemandAsync(string path, Descriptor blob, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var hash = await CryptographicOperations.HashDataAsync(blob.Digest.HashAlgorithm, file, cancellation);
        if (file.Length != blob.Size || Digest.FromHash(blob.Digest.HashAlgorithm, hash) != blob.Digest)
            throw new OciException(new Finding(OciFindings.BlobDigestMismatch, Severity.High, "The blob's bytes are not those that its digest names.", blob.Digest.Text));
    }
}
