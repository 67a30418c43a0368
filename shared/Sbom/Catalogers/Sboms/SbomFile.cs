using Attestry.Primitives.Findings;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Catalogers.Sboms;

/// <summary>
/// A bill of materials that lies inside the image, of any format that <see cref="BomReader"/> reads: what it names by package URL, but for
/// packages of distributions, of which the package manager's own database knows better.
/// </summary>
internal static class SbomFile
{
    private static readonly string[] Managed = [PackageTypes.Debian, PackageTypes.Alpine, PackageTypes.Rpm, "oci", "docker"];

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var reading = BomReader.Read(content);
        // Of the same name may be what is none; of what is one and broken nobody knows what it lists.
        if (reading.Findings.FirstOrDefault(finding => finding.Id == BomFindings.Malformed) is { } malformed)
            found.Malformed(malformed.Message.TrimEnd('.'));
        foreach (var component in reading.Document?.Components ?? [])
        {
            if (component.Kind != BomComponentKind.File && Purl.TryParse(component.Purl, out var purl) && !Managed.Contains(purl.Type))
                found.Add(new(purl.Type, NameOf(purl), purl.Version ?? "") { Licence = Licence(component) });
        }
    }

    // A reference is to a text in the document.
    private static string? Licence(BomComponent component) =>
        component.Licence is { } licence && !licence.Contains("LicenseRef-", StringComparison.Ordinal) ? licence : null;

    private static string NameOf(Purl purl) =>
        purl.Namespace is null ? purl.Name : $"{purl.Namespace}{(purl.Type == PackageTypes.Maven ? ':' : '/')}{purl.Name}";
}
