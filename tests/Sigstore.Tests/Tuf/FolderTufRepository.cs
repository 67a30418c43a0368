using Attestry.Sigstore.Tuf;

namespace Attestry.Sigstore.Tests.Tuf;

/// <summary>A checkout of a repository's metadata, served under the names that clients ask for.</summary>
internal sealed class FolderTufRepository(string folder, Func<string, string?> name) : ITufRepository
{
    public Task<Stream?> OpenAsync(string path, CancellationToken cancellation) =>
        Task.FromResult<Stream?>(name(path) is { } file && File.Exists(Path.Combine(folder, file)) ? File.OpenRead(Path.Combine(folder, file)) : null);
}
