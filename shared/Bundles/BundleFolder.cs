using System.Globalization;
using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>A bundle that lies unpacked in a folder.</summary>
public sealed class BundleFolder(string path, BundleReading reading) : IBundleSource
{
    private static readonly string[] HiddenButRead = [".manifest", ".signatures.json"];

    public string Name => path;

    public async Task<SeenBundle?> ReadAsync(string? lastSeen, CancellationToken cancellation)
    {
        // Of the content, for times do not tell: two writes within one tick of the file system's clock have the same, and what is mounted may
        // have one time for all that it ever holds.
        var contents = await ContentsAsync(Files(), cancellation);
        var mark = Mark(contents);
        return mark == lastSeen ? null : new(BundleReader.Read(contents, reading), mark);
    }

    /// <summary>The files as they are, to be packed.</summary>
    /// <exception cref="BundleException">There is no such folder, or too much in it.</exception>
    public Task<IReadOnlyList<BundleFile>> ReadFilesAsync(CancellationToken cancellation) => ContentsAsync(Files(), cancellation);

    private async Task<IReadOnlyList<BundleFile>> ContentsAsync(List<FileInfo> files, CancellationToken cancellation)
    {
        var contents = new List<BundleFile>();
        foreach (var file in files)
            contents.Add(new BundleFile(Relative(file), await File.ReadAllBytesAsync(file.FullName, cancellation)));
        return contents;
    }

    private List<FileInfo> Files()
    {
        if (!Directory.Exists(path))
            throw new BundleException(BundleFindings.NotFound, "There is no such folder. Check the path.", path);
        var files = new List<FileInfo>();
        Add(new DirectoryInfo(path), files);
        return [.. files.OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }

    // Links to folders are not followed (they may form a ring), links to files are: mounted configuration consists of them.
    private void Add(DirectoryInfo folder, List<FileInfo> files)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => file.Name[0] != '.' || HiddenButRead.Contains(file.Name)))
        {
            if (file.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo)
                continue;
            files.Add(file);
            if (files.Count > reading.Limits.Files || Length(file) > reading.Limits.FileBytes)
                throw new BundleException(BundleFindings.TooLarge, $"The folder has more than {reading.Limits.Files} files, or a file of more than {reading.Limits.FileBytes} bytes. Name a folder of policies.", path);
        }
        foreach (var inner in folder.EnumerateDirectories().Where(inner => inner.Name[0] != '.' && inner.LinkTarget is null))
            Add(inner, files);
    }

    private string Relative(FileInfo file) => Path.GetRelativePath(path, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    private static string Mark(IReadOnlyList<BundleFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
            text.Append(CultureInfo.InvariantCulture, $"{Digest.Sha256(file.Content.Span)} {file.Path}\n");
        return Digest.Sha256(Encoding.UTF8.GetBytes(text.ToString())).Text;
    }

    private static long Length(FileInfo file) => (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;
}
