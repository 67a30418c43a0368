using System.Text;
using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Registry.Content;

/// <summary>What each repository has: links to content, tags, referrers. Names were validated by the caller.</summary>
internal sealed class RepositoryFiles(RegistryFolder folder)
{
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>One change of manifests and tags at a time for a repository, so that none sees half of another.</summary>
    public async Task<IDisposable> LockAsync(string repository, CancellationToken cancellation)
    {
        var its = _locks[(uint)string.GetHashCode(repository, StringComparison.Ordinal) % _locks.Length];
        await its.WaitAsync(cancellation);
        return new Release(its);
    }

    public bool Exists(string repository) =>
        Directory.Exists(In(repository, "_manifests")) || Directory.Exists(In(repository, "_blobs"));

    // The content is looked at too: after a power cut a link may be there without it, and then the client shall push it again.
    public bool HasBlob(string repository, Digest digest) => File.Exists(Blob(repository, digest)) && File.Exists(folder.Content(digest));

    public void LinkBlob(string repository, Digest digest)
    {
        if (!HasBlob(repository, digest))
            folder.Write(Blob(repository, digest), []);
    }

    public bool UnlinkBlob(string repository, Digest digest) => Delete(Blob(repository, digest));

    /// <summary>The media type of a manifest that the repository has; null when it has none of that digest.</summary>
    public string? ManifestMediaType(string repository, Digest digest) =>
        File.Exists(folder.Content(digest)) ? Read(Manifest(repository, digest)) : null;

    public void LinkManifest(string repository, Digest digest, string mediaType) => folder.Write(Manifest(repository, digest), Encoding.UTF8.GetBytes(mediaType));

    public bool UnlinkManifest(string repository, Digest digest) => Delete(Manifest(repository, digest));

    public Digest? Tagged(string repository, string tag) =>
        Read(Tag(repository, tag)) is { } text && Digest.TryParse(text, out var digest) ? digest : null;

    public void SetTag(string repository, string tag, Digest digest) => folder.Write(Tag(repository, tag), Encoding.UTF8.GetBytes(digest.Text));

    public bool DeleteTag(string repository, string tag) => Delete(Tag(repository, tag));

    /// <summary>Every tag, in ordinal order.</summary>
    public IReadOnlyList<string> Tags(string repository) => Names(In(repository, "_tags"));

    public void AddReferrer(string repository, Digest subject, Descriptor referrer) =>
        folder.Write(Referrer(repository, subject, referrer.Digest), JsonSerializer.SerializeToUtf8Bytes(referrer));

    public void DeleteReferrer(string repository, Digest subject, Digest referrer) => Delete(Referrer(repository, subject, referrer));

    /// <summary>The digests of what refers to <paramref name="subject"/>, as <c>sha256-hex</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Referrers(string repository, Digest subject) => Names(In(repository, "_referrers", subject.Algorithm, subject.Hex));

    /// <summary>The descriptor of one of <see cref="Referrers"/>; null when it is gone meanwhile.</summary>
    public byte[]? ReferrerDescriptor(string repository, Digest subject, string name)
    {
        try
        {
            return File.ReadAllBytes(In(repository, "_referrers", subject.Algorithm, subject.Hex, name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Every repository that has a manifest, in ordinal order.</summary>
    public IReadOnlyList<string> Repositories()
    {
        var found = new List<string>();
        Walk(folder.Repositories, "", found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void Walk(string path, string prefix, List<string> found)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var child in Directory.EnumerateDirectories(path))
        {
            var name = Path.GetFileName(child);
            if (name == "_manifests" && Directory.EnumerateFiles(child, "*", SearchOption.AllDirectories).Any())
                found.Add(prefix);
            else if (name[0] != '_')
                Walk(child, prefix.Length == 0 ? name : $"{prefix}/{name}", found);
        }
    }

    private string In(string repository, params ReadOnlySpan<string> parts) => Path.Combine([folder.Repository(repository), .. parts]);

    private string Blob(string repository, Digest digest) => In(repository, "_blobs", digest.Algorithm, digest.Hex);

    private string Manifest(string repository, Digest digest) => In(repository, "_manifests", digest.Algorithm, digest.Hex);

    private string Tag(string repository, string tag) => In(repository, "_tags", tag);

    private string Referrer(string repository, Digest subject, Digest referrer) =>
        In(repository, "_referrers", subject.Algorithm, subject.Hex, $"{referrer.Algorithm}-{referrer.Hex}");

    private static List<string> Names(string path)
    {
        if (!Directory.Exists(path))
            return [];
        var names = Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static string? Read(string path)
    {
        // Most pushes ask for what is not there yet, and an exception costs more than the look.
        if (!File.Exists(path))
            return null;
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool Delete(string path)
    {
        var there = File.Exists(path);
        if (there)
            File.Delete(path);
        return there;
    }

    private sealed class Release(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
