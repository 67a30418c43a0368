namespace Attestry.TestKit;

/// <summary>Files of this machine, to pack as if they were an image's.</summary>
public static class MachineFiles
{
    private static readonly EnumerationOptions Options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device, IgnoreInaccessible = true };

    /// <summary>Regular files in a folder and the folders in it, in ordinal order; none when it is not there.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Options).Order(StringComparer.Ordinal) : [];

    /// <summary>Null when it is gone by now, or not for this user to read.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
