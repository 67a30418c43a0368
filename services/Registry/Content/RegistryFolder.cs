using Attestry.Primitives;

namespace Attestry.Registry.Content;

/// <summary>
/// Where the registry keeps what. Every name that becomes a path was validated before: a repository's components start with a
/// letter or digit, so the folders that start with an underscore cannot collide with one and none can be <c>..</c>.
/// </summary>
/// <remarks>
/// <code>
/// blobs/sha256/ab/abcd…                        content of blobs and manifests, once for all repositories
/// repositories/NAME/_blobs/sha256/abcd…        empty: the repository has this blob
/// repositories/NAME/_manifests/sha256/abcd…    the manifest's media type
/// repositories/NAME/_tags/TAG                  a digest
/// repositories/NAME/_referrers/sha256/SUBJECT/sha256-abcd…   the referrer's descriptor
/// notifications/ENDPOINT/00000000000000000001  a notification that was not delivered yet
/// temporary/                                   unfinished writes and uploads; emptied at start
/// </code>
/// </remarks>
internal sealed class RegistryFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another process uses the folder.</exception>
    public RegistryFolder(EmbeddedRegistryOptions options)
    {
        Root = Path.GetFullPath(options.Root);
        Directory.CreateDirectory(Root);
        _lock = new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (Directory.Exists(Temporary))
            Directory.Delete(Temporary, recursive: true);
        Directory.CreateDirectory(Temporary);
    }

    public string Root { get; }

    public string Blobs => Path.Combine(Root, "blobs");

    public string Repositories => Path.Combine(Root, "repositories");

    private string Temporary => Path.Combine(Root, "temporary");

    public string Content(Digest digest) => Path.Combine(Blobs, digest.Algorithm, digest.Hex[..2], digest.Hex);

    public string Repository(string repository) => Path.Combine(Repositories, repository);

    public string Notifications(string endpoint) => Path.Combine(Root, "notifications", endpoint);

    public string NewTemporaryFile() => Path.Combine(Temporary, Guid.NewGuid().ToString("N"));

    /// <summary>The file is there with all its bytes, on the disk, or it is not there.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = NewTemporaryFile();
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        Publish(temporary, path);
    }

    /// <summary>Moves a finished file, whose bytes are on the disk, to where readers see it.</summary>
    public static void Publish(string temporary, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
