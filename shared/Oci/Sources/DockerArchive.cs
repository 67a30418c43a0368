namespace Attestry.Oci.Sources;

/// <summary>
/// What <c>docker save</c> writes. Engines from 25 on write an OCI layout, which is read as such; older ones write a
/// <c>manifest.json</c> that names files, from which an OCI manifest is made: its digest is none that a registry knows.
/// </summary>
public static class DockerArchive
{
    /// <exception cref="OciException">Neither form, or malformed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async Task<LayoutSource> OpenAsync(string path, CancellationToken cancellation)
    {
        var files = await ArchiveFiles.OpenAsync(path, cancellation);
        try
        {
            var marker = files.Open(LayoutPaths.Marker);
            if (marker is null)
                return await new DockerManifestList(path, files, new NamedBlobs(files)).OpenAsync(cancellation);
            await marker.DisposeAsync();
            return new LayoutSource(path, await LayoutIndex.ReadAsync(files.Open, cancellation), files);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }
}
