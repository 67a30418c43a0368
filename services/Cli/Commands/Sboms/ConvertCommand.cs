using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Cli.Sboms;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Commands.Sboms;

/// <summary><c>attestry sbom convert</c>: a document in another format.</summary>
internal static class ConvertCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "SPDX 2.2, 2.3 (JSON, tag-value), SPDX 3.0 JSON, CycloneDX 1.2 to 1.7 (JSON, XML) or Syft's JSON; its content tells which." };
        var to = new Option<string>("--to") { HelpName = "FORMAT", Description = "spdx (2.3), spdx3 (3.0) or cyclonedx (1.6); JSON.", Required = true };
        to.AcceptOnlyFromAmong(SbomWriters.Names);
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "File to write; standard output without it." };
        var command = new DocumentedCommand("convert", "Writes a bill of materials in another format; nothing is lost that both can say.")
        {
            Examples = ["attestry sbom convert app.spdx --to cyclonedx -o app.cdx.json", "attestry sbom convert syft.json --to spdx3"],
            Exits = ("The document is converted.", "It is converted, but parts of it could not be used."),
        };
        command.Arguments.Add(file);
        command.Options.Add(to);
        command.Options.Add(output);
        command.SetAction(parsed => Run(terminal, parsed.GetValue(file)!, parsed.GetValue(to)!, parsed.GetValue(output)));
        return command;
    }

    private static int Run(Terminal terminal, string file, string format, string? output)
    {
        var (document, reading) = SbomFile.Read(file);
        SbomWriters.Write(document, format, output, terminal);
        // Standard output may be the document.
        ScanTable.Show(new Screen(terminal.Error, terminal.ErrorIsTerminal), "Not everything of it could be used", reading.Findings);
        return reading.Findings.Any(finding => finding.Severity >= Severity.Medium) ? ExitCode.Fail : ExitCode.Pass;
    }
}
