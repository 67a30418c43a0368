using System.Text.RegularExpressions;
using Attestry.Primitives;

namespace Attestry.Cli.Targets;

/// <summary>As what an image is judged. Layouts and archives have no repository of their own: they stand for <c>localhost/FILE</c>.</summary>
internal static partial class TargetName
{
    private static readonly string[] FilePrefixes = ["oci:", "oci-archive:", "docker-archive:"];

    internal static bool IsFile(string target) => Array.Exists(FilePrefixes, prefix => target.StartsWith(prefix, StringComparison.Ordinal));

    /// <exception cref="FormatException">Neither a file nor a reference.</exception>
    internal static ImageReference Of(string target) => IsFile(target) ? OfFile(target[(target.IndexOf(':') + 1)..]) : ImageReference.Parse(target);

    private static ImageReference OfFile(string path)
    {
        var file = Path.GetFileName(path.TrimEnd('/')).Split(':')[0].ToLowerInvariant();
        var name = Unusual().Replace(file, "-").Trim('-');
        return ImageReference.Parse($"localhost/{(ImageReference.IsRepository(name) ? name : "image")}");
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unusual();
}
