using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;

namespace Attestry.Oci.Tests.Support;

/// <summary>A source that claims digests as it likes, as no honest one could: the only way to have a cycle.</summary>
internal sealed class ScriptedSource(Func<string, FetchedManifest?> answer) : IImageSource
{
    public int Asked { get; private set; }

    public string Name => "scripted";

    public Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation)
    {
        Asked++;
        return Task.FromResult(answer(tagOrDigest));
    }

    public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) => Task.FromResult<Stream?>(null);

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Descriptor>>([]);

    public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<string>();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
