using Attestry.Primitives;

namespace Attestry.Registry.Content;

/// <summary>The content of all repositories, each file named by its digest and written once its digest was verified.</summary>
internal sealed class ContentFiles(RegistryFolder folder)
{
    public string PathOf(Digest digest) => folder.Content(digest);

    public long LengthOf(Digest digest) => new FileInfo(folder.Content(digest)).Length;

    public Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellation) => File.ReadAllBytesAsync(folder.Content(digest), cancellation);

    /// <param name="content">Matches <paramref name="digest"/>; the caller verified it.</param>
    public void Keep(Digest digest, ReadOnlySpan<byte> content)
    {
        if (!File.Exists(folder.Content(digest)))
            folder.Write(folder.Content(digest), content);
    }

    /// <summary>Takes a file over, whose digest the caller verified and whose bytes are on the disk.</summary>
    public void Keep(Digest digest, string temporary)
    {
        if (File.Exists(folder.Content(digest)))
            File.Delete(temporary);
        else
            RegistryFolder.Publish(temporary, folder.Content(digest));
    }

    /// <summary>
    /// Deletes what no repository names. Only before the first request is served: later, content may be waiting for its link.
    /// </summary>
    public int DeleteUnlinked()
    {
        if (!Directory.Exists(folder.Blobs))
            return 0;
        var linked = new HashSet<string>(StringComparer.Ordinal);
        if (Directory.Exists(folder.Repositories))
            foreach (var link in Directory.EnumerateFiles(folder.Repositories, "*", SearchOption.AllDirectories))
                linked.Add(Path.GetFileName(link));
        var unlinked = Directory.EnumerateFiles(folder.Blobs, "*", SearchOption.AllDirectories).Where(file => !linked.Contains(Path.GetFileName(file))).ToList();
        unlinked.ForEach(File.Delete);
        return unlinked.Count;
    }
}
