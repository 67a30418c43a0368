using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Cli.Sboms;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Graphs;

namespace Attestry.Cli.Commands.Sboms;

/// <summary><c>attestry sbom why</c>: by which packages another came in.</summary>
internal static class WhyCommand
{
    private const int PathsUnasked = 20;

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions($"{TargetOptions.ImagesAndDirectories} Or sbom:FILE, a bill of materials of any format.");
        var package = new Argument<string>("PACKAGE") { Description = "A name, name@version or a package URL with or without version." };
        var graph = new Option<string?>("--graph") { HelpName = "FILE", Description = "Dependencies of Go modules as printed by go mod graph, go list -m -json all or go list -deps -json; they say how the modules came in that the target has." };
        var most = new Option<int>("--most") { HelpName = "N", Description = $"At most so many paths to each package; up to {BomLimits.Paths}.", DefaultValueFactory = _ => PathsUnasked };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > BomLimits.Paths)
                result.AddError($"--most is a number from 1 to {BomLimits.Paths}.");
        });
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("why", "Tells every path by which a package came in, shortest first.")
        {
            Examples =
            [
                "attestry sbom why ghcr.io/acme/app:1.4 libssl3",
                "attestry sbom why sbom:app.cdx.json pkg:npm/minimist --format json",
                "go mod graph > graph.txt; attestry sbom why ghcr.io/acme/app:1.4 golang.org/x/net --graph graph.txt",
            ],
            Exits = ("The package is there, and these are the paths.", "There is no such package."),
        };
        target.AddTo(command);
        command.Arguments.Add(package);
        foreach (var option in new Option[] { graph, most, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, target.Read(parsed), parsed.GetValue(package)!, parsed.GetValue(graph), parsed.GetValue(most), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, string package, string? file, int most, string format, CancellationToken cancellation)
    {
        var modules = file is null ? null : ReadGraph(file);
        var graph = BomGraph.Of((await SbomSource.OpenAsync(request, terminal, cancellation)).Bom);
        // The target tells which versions are there, Go's own graph how they came in: a program says only that it has them.
        var answers = BomGraph.Named(graph, package)
            .Select(id => modules?.Labels.FirstOrDefault(node => node.Value == graph.Labels[id]).Key is { } module ? Answer(modules, module, most) : Answer(graph, id, most))
            .ToArray();
        var report = new WhyReport(request.Text, package, answers);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), report);
        return answers.Length > 0 ? ExitCode.Pass : ExitCode.Fail;
    }

    private static PackageGraph ReadGraph(string file)
    {
        var reading = GoGraphReader.Read(SmallFile.Read(file, BomLimits.GraphBytes));
        return reading.Graph ?? throw new CommandException($"{file}: {reading.Finding!.Message}", "Write it with go mod graph, go list -m -json all or go list -deps -json.");
    }

    private static WhyAnswer Answer(PackageGraph graph, string id, int most)
    {
        var search = PathSearch.Find(graph, id, most);
        return new(graph.Labels[id], [.. search.Paths.Select(path => (IReadOnlyList<string>)[.. path.Select(node => graph.Labels[node])])], search.Complete);
    }

    private static void Show(Screen screen, WhyReport report)
    {
        if (report.Answers.Count == 0)
            screen.Say($"No package {Bounded.Quote(report.Package)} in {Bounded.Printable(report.Target)}.");
        foreach (var answer in report.Answers)
        {
            screen.Say(Bounded.Printable(answer.Package));
            foreach (var path in answer.Paths)
                screen.Say($"  {(path.Count == 1 ? "(nothing needs it)" : Bounded.Printable(string.Join(" > ", path)))}");
            if (!answer.Complete)
                screen.Say("  … and more; --most shows them.");
        }
    }
}
