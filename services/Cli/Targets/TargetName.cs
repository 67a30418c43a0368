using System.Text.RegularExpressions;
using Attestry.Primitives;

namespace Attestry.Cli.Targets;

/// <summary>As what an image is judged. Layouts and archives have no repository of their own: they stand for <c>localhost/FILE</c>.</summary>
internal static partial class TargetName
{
    private static readonly string[] FilePrefixes = ["oci:", "oci-archive:", "docker-archive:"];

    private const string DirectoryPrefix = "dir:";

    /// <summary>An unpacked root file system, which can be scanned; it is no image, so that nothing can be signed or verified of it.</summary>
    internal static bool IsDirectory(string target) => target.StartsWith(DirectoryPrefix, StringComparison.Ordinal);

    internal static string DirectoryOf(string target) => target[DirectoryPrefix.Length..];

    internal static bool IsFile(string target) => Array.Exists(FilePrefixes, prefix => target.StartsWith(prefix, StringComparison.Ordinal));

    /// <exception cref="FormatException">Neither a file nor a reference.</exception>
    /// <exception cref="CommandException">Something that was meant otherwise than it reads.</exception>
    internal static ImageReference Of(string target)
    {
        if (IsFile(target) || IsDirectory(target))
            return OfFile(target[(target.IndexOf(':') + 1)..]);
        // A file's name may well be a reference, and Docker Hub would be asked for it.
        if (File.Exists(target) || (Directory.Exists(target) && !ImageReference.TryParse(target, out _)))
            throw new CommandException(
                $"{target} is a path without its kind.",
                "Write oci:PATH for a layout folder, oci-archive:PATH or docker-archive:PATH for a file; for an image of that name its registry too.");
        // It would parse as a tag of a Docker Hub repository named after the algorithm.
        return Digest.TryParse(target, out _)
            ? throw new CommandException($"{target} is a digest without its repository.", "Write registry/repository@digest.")
            : ImageReference.Parse(target);
    }

    private static ImageReference OfFile(string path)
    {
        var file = Path.GetFileName(path.TrimEnd('/')).Split(':')[0].ToLowerInvariant();
        var name = Unusual().Replace(file, "-").Trim('-');
        return ImageReference.Parse($"localhost/{(ImageReference.IsRepository(name) ? name : "image")}");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unusual();
}
