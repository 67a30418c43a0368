namespace Attestry.Cli.Files;

/// <summary>What a person means by a folder.</summary>
internal static class FolderFiles
{
    // A link may lead out of the folder, or round in a circle.
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };

    /// <summary>Its files with one of these extensions, with those of folders in it, in ordinal order; null when it is no folder.</summary>
    /// <param name="extensions">With the dot.</param>
    internal static IEnumerable<string>? Find(string path, params string[] extensions) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", Below).Where(file => extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
        : null;
}
