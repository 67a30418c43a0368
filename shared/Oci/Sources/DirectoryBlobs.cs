using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Sources;

/// <summary>Files of a layout directory. Symbolic links inside it may lead elsewhere inside it, never out.</summary>
internal sealed class DirectoryBlobs(string directory) : IBlobFiles
{
    private readonly string _root = Real(Path.GetFullPath(directory));

    public Stream? Open(Digest digest) => Open(LayoutPaths.Blob(digest));

    /// <param name="name">Made of constants and a digest's letters.</param>
    public Stream? Open(string name)
    {
        var path = Real(Path.Combine(_root, name));
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new OciException(new Finding(OciFindings.LayoutUnsafePath, Severity.High, "A link leads out of the layout.", name));
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The path with the links in each of its directories resolved.</summary>
    private static string Real(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            resolved = new FileInfo(next).LinkTarget is null
                ? next
                : File.ResolveLinkTarget(next, returnFinalTarget: true) is { } target && target.FullName != next ? Real(target.FullName) : next;
        }
        return resolved;
    }
}
