namespace Attestry.Sigstore.Tuf;

/// <summary>Where a repository's files are fetched from.</summary>
public interface ITufRepository
{
    /// <summary>The file, or null when the repository has none of that name. The caller reads no more of it than it may have.</summary>
    /// <param name="path">Relative to the repository: <c>15.root.json</c>, <c>targets/HASH.trusted_root.json</c>.</param>
    Task<Stream?> OpenAsync(string path, CancellationToken cancellation);
}
