using Attestry.Cli.Files;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents;

namespace Attestry.Cli.Sboms;

/// <summary>A document that a person names.</summary>
internal static class SbomFile
{
    /// <summary>The document, and what is odd about it.</summary>
    /// <exception cref="CommandException">It cannot be read, or is none.</exception>
    internal static (BillOfMaterials Document, BomReading Reading) Read(string path)
    {
        var reading = BomReader.Read(SmallFile.Read(path, BomLimits.DocumentBytes));
        return reading.Document is { } document
            ? (document, reading)
            : throw new CommandException(
                $"{path} is no bill of materials that can be read: {string.Join(' ', reading.Findings.Select(finding => Bounded.Printable(finding.Message)))}",
                "SPDX 2.2, 2.3 and 3.0, CycloneDX 1.2 to 1.7 and Syft's JSON are.");
    }
}
