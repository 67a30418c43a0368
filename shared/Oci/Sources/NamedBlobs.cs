using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Sources;

/// <summary>Blobs that an archive holds under other names than their digests, and those made in memory.</summary>
internal sealed class NamedBlobs(ArchiveFiles files) : IBlobFiles
{
    private readonly Dictionary<Digest, string> _names = [];
    private readonly Dictionary<Digest, byte[]> _contents = [];

    public void Add(Digest digest, string name) => _names[digest] = name;

    public Descriptor Add(string mediaType, byte[] content)
    {
        var digest = Digest.Sha256(content);
        _contents[digest] = content;
        return new Descriptor(mediaType, digest, content.Length);
    }

    public Stream? Open(Digest digest) =>
        _contents.TryGetValue(digest, out var content) ? new MemoryStream(content, writable: false)
        : _names.TryGetValue(digest, out var name) ? files.Open(name) : null;

    public ValueTask DisposeAsync() => files.DisposeAsync();
}
