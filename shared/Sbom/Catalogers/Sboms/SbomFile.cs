using System.Text.Json;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Catalogers.Sboms;

/// <summary>
/// A bill of materials that lies inside the image (SPDX 2 JSON, CycloneDX JSON): what it names by package URL, but for packages
/// of distributions, of which the package manager's own database knows better.
/// </summary>
internal static class SbomFile
{
    private static readonly string[] Managed = [PackageTypes.Debian, PackageTypes.Alpine, PackageTypes.Rpm, "oci", "docker"];

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found) => JsonSource.Read(content, found, Read);

    private static void Read(JsonElement root, SourceSink found)
    {
        var isCycloneDx = root.Text("bomFormat") == "CycloneDX";
        var isSpdx = root.Text("spdxVersion") is not null;
        var listed = isCycloneDx ? root.List("components") : isSpdx ? root.List("packages") : null;
        if (listed is not { } items)
            return;
        foreach (var item in items.EnumerateArray())
        {
            if (Purl.TryParse(isSpdx ? Reference(item) : item.Text("purl"), out var purl) && Array.IndexOf(Managed, purl.Type) < 0)
                found.Add(new(purl.Type, NameOf(purl), purl.Version ?? "") { Licence = isSpdx ? Declared(item) : null });
        }
    }

    private static string? Reference(JsonElement package) =>
        package.List("externalRefs") is { } references
            ? references.EnumerateArray().Where(r => r.Text("referenceType") == "purl").Select(r => r.Text("referenceLocator")).FirstOrDefault()
            : null;

    private static string? Declared(JsonElement package) =>
        package.Text("licenseDeclared") is { } licence and not ("NOASSERTION" or "NONE") && !licence.Contains("LicenseRef-", StringComparison.Ordinal) ? licence : null;

    private static string NameOf(Purl purl) =>
        purl.Namespace is null ? purl.Name : $"{purl.Namespace}{(purl.Type == PackageTypes.Maven ? ':' : '/')}{purl.Name}";
}
