namespace Attestry.Advisories.Sources;

/// <param name="Path">A file or folder on this machine.</param>
/// <param name="Published">When it was published, as far as that is known: the server's word, else the file's time.</param>
/// <param name="Tag">What tells it from another version.</param>
internal sealed record SourceContent(string Path, DateTimeOffset Published, string? Tag)
{
    /// <summary>The files of a folder whose names end so, or the one file.</summary>
    internal IEnumerable<string> Files(params string[] endings) => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal)
        : [Path];

    /// <exception cref="InvalidDataException">It has more than <paramref name="most"/> bytes.</exception>
    internal static byte[] ReadAll(string path, long most)
    {
        var length = new FileInfo(path).Length;
        return length <= most ? File.ReadAllBytes(path) : throw new InvalidDataException($"'{path}' has {length} bytes; at most {most} are read.");
    }
}
