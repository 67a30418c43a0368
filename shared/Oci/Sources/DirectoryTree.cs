using Attestry.Oci.Layers;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>
/// An unpacked root file system, read in place: each entry is shown as those of a layer are. Links are shown and never followed; a
/// file is opened only when its content is asked for.
/// </summary>
/// <param name="path">Of the directory.</param>
public sealed class DirectoryTree(string path)
{
    public string Name => path;

    /// <summary>
    /// Reads the content of several files at once, and takes every entry in order: folders before what is in them, names in ordinal
    /// order. Digest and compressed size have no meaning here: empty and 0.
    /// </summary>
    /// <param name="read">Of regular files; called by several threads. The stream is read-once and valid until the task completes.</param>
    /// <param name="take">Called for each entry, one after another; without content when there is none or it could not be read.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public async Task<LayerReport> ReadAsync<T>(
        LayerLimits limits, Func<LayerEntry, Stream, CancellationToken, ValueTask<T>> read, Action<LayerEntry, T?> take, CancellationToken cancellation)
        where T : class
    {
        var root = new DirectoryInfo(path);
        if (!root.Exists)
            throw new DirectoryNotFoundException($"There is no directory {path}.");
        var findings = new FindingList(limits.Findings);
        var pass = new DirectoryPass<T>(new(limits), findings, read, take);
        await pass.RunAsync(root, cancellation);
        return new(pass.Complete, default, 0, pass.Bytes, pass.Entries, findings.ToList());
    }
}
