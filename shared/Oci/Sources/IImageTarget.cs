using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>One repository to write to: in a registry, or an OCI layout directory.</summary>
public interface IImageTarget
{
    /// <summary>Writes a blob; nothing happens when it is there already.</summary>
    /// <param name="content">Exactly <see cref="Descriptor.Size"/> bytes. Where it can seek, a failed write is tried again.</param>
    Task PushBlobAsync(Descriptor blob, Stream content, CancellationToken cancellation);

    /// <param name="tag">Null for a manifest that is known by its digest alone.</param>
    /// <returns>The manifest's digest.</returns>
    Task<Digest> PushManifestAsync(string? tag, string mediaType, ReadOnlyMemory<byte> manifest, CancellationToken cancellation);
}
