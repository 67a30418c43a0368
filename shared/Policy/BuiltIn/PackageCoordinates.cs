namespace Attestry.Policy.BuiltIn;

/// <summary>Of a package URL what tells which package it is; qualifiers and subpath only tell which build of it.</summary>
/// <param name="Path">
/// <c>type/namespace/name</c>, percent-decoded and case-folded, so that no spelling of a name dodges the deny list. Python's
/// names have <c>-</c> for <c>_</c> and <c>.</c> (purl-spec, pypi; PEP 503).
/// </param>
/// <param name="Version">Percent-decoded; empty when there is none.</param>
internal readonly record struct PackageCoordinates(string Path, string Version)
{
    internal static bool TryParse(string purl, out PackageCoordinates coordinates)
    {
        coordinates = default;
        if (!purl.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = purl.AsSpan(4).TrimStart('/');
        if (rest.IndexOf('#') is var subpath and >= 0)
            rest = rest[..subpath];
        if (rest.IndexOf('?') is var qualifiers and >= 0)
            rest = rest[..qualifiers];
        var version = "";
        // A version's own slash is encoded, so an @ before the last slash begins a namespace: pkg:npm/@scope/name.
        if (rest.LastIndexOf('@') is var at and >= 0 && at > rest.LastIndexOf('/') + 1)
        {
            version = Uri.UnescapeDataString(rest[(at + 1)..]);
            rest = rest[..at];
        }
        var path = Fold(Uri.UnescapeDataString(rest.TrimEnd('/')));
        if (path.IndexOf('/') is not (> 0 and var slash) || path.Length == slash + 1)
            return false;
        coordinates = new(path, version);
        return true;
    }

    /// <summary>Of a package whose URL cannot be read: what the catalog calls it.</summary>
    internal static PackageCoordinates Of(string type, string name, string version) => new(Fold($"{type}/{name}"), version);

    private static string Fold(string path)
    {
        var folded = path.ToLowerInvariant();
        return folded.StartsWith("pypi/", StringComparison.Ordinal) ? folded.Replace('_', '-').Replace('.', '-') : folded;
    }
}
