using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Layers;

/// <summary>What a package of the distribution brought that could be taken for a package of its own.</summary>
/// <param name="Package">Name in the distribution.</param>
/// <param name="Paths">In the image's root, without leading slash; sorted.</param>
public sealed record OwnedFiles(string Package, IReadOnlyList<string> Paths)
{
    private static readonly string[] ProgramFolders = ["/bin/", "/sbin/", "/libexec/", "/lib/", "/lib64/"];

    /// <summary>Whether a cataloger might find packages in the file: keeping every path of a distribution would take its size again.</summary>
    internal static bool MayTell(string path) =>
        CatalogerTable.For(path) is { TellsOfPackages: true } || IsProgram(path);

    private static bool IsProgram(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return (!name.Contains('.') || name.Contains(".so", StringComparison.Ordinal))
            && (path.StartsWith("bin/", StringComparison.Ordinal) || path.StartsWith("sbin/", StringComparison.Ordinal) || path.StartsWith("lib", StringComparison.Ordinal)
                || Array.Exists(ProgramFolders, folder => path.Contains(folder, StringComparison.Ordinal)));
    }
}
