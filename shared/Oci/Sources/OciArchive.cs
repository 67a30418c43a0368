namespace Attestry.Oci.Sources;

/// <summary>An OCI image layout in a tar archive, compressed or not.</summary>
public static class OciArchive
{
    /// <exception cref="OciException">Not a layout, or malformed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async Task<LayoutSource> OpenAsync(string path, CancellationToken cancellation)
    {
        var files = await ArchiveFiles.OpenAsync(path, cancellation);
        try
        {
            return new LayoutSource(path, await LayoutIndex.ReadAsync(files.Open, cancellation), files);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }
}
