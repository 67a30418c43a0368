using System.Text;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;

namespace Attestry.Cli.Sboms;

/// <summary>The formats that are written, by the names that people type.</summary>
internal static class SbomWriters
{
    private static readonly (string Name, Func<BillOfMaterials, byte[]> Write)[] All =
        [(OutputFormat.Spdx, SpdxJson.Write), (OutputFormat.Spdx3, Spdx3Json.Write), (OutputFormat.CycloneDx, CycloneDxJson.Write)];

    internal static readonly string[] Names = [.. All.Select(writer => writer.Name)];

    /// <param name="output">A file; null for standard output.</param>
    internal static void Write(BillOfMaterials bom, string format, string? output, Terminal terminal)
    {
        var document = Array.Find(All, writer => writer.Name == format).Write(bom);
        if (output is null)
            terminal.Out.WriteLine(Encoding.UTF8.GetString(document));
        else
            SmallFile.Write(output, document);
    }
}
