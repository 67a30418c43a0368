namespace Attestry.Oci.Sources;

/// <summary>An OCI image layout in a directory (OCI Image Spec 1.1, image-layout.md).</summary>
public static class OciLayout
{
    /// <exception cref="OciException">Not a layout, or malformed.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static async Task<LayoutSource> OpenAsync(string directory, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"There is no directory {directory}.");
        var files = new DirectoryBlobs(directory);
        return new LayoutSource(directory, await LayoutIndex.ReadAsync(files.Open, cancellation), files);
    }
}
