using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Cli.Output;
using Attestry.Cli.Sboms;
using Attestry.Cli.Targets;
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
        var graph = new Option<string?>("--graph") { HelpName = "FILE", Description = "Dependencies as the build tool prints them: go mod graph, go list -m -json all, go list -deps -json ./..., or mvn dependency:tree (text or DOT). They say how the packages came in that the target has." };
        var most = new Option<int>("--most") { HelpName = "N", Description = $"At most so many paths to each package; up to {BomLimits.Paths}.", DefaultValueFactory = _ => PathsUnasked };
        most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > BomLimits.Paths)
                result.AddError($"--most is a number from 1 to {BomLimits.Paths}.");
        });
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("why", "Tells every path by which a package came in, shortest first. What needs what is known of deb, apk and rpm, npm (package-lock, yarn, pnpm, node_modules), Python, Ruby, PHP, Rust, .NET, Java, Conan 1 and Go programs; Swift, Dart, Pipenv and Conan 2 do not say it in their files.")
        {
            Examples =
            [
                "attestry sbom why ghcr.io/acme/app:1.4 libssl3",
                "attestry sbom why sbom:app.cdx.json pkg:npm/minimist --format json",
                "go mod graph > graph.txt; attestry sbom why ghcr.io/acme/app:1.4 golang.org/x/net --graph graph.txt",
                "go list -deps -json ./... > graph.json; attestry sbom why oci:build:dev golang.org/x/net --graph graph.json",
                "mvn dependency:tree -DoutputFile=tree.txt; attestry sbom why ghcr.io/acme/app:1.4 com.google.guava:guava --graph tree.txt",
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
        // The target tells which versions are there, the build tool's graph how they came in: a program says only that it has them.
        var answers = BomGraph.Named(graph, package)
            .Select(id => modules is not null && BomGraph.Counterpart(modules, graph.Labels[id]) is { } same ? WhyAnswer.Of(modules, same, most) : WhyAnswer.Of(graph, id, most))
            .ToArray();
        var report = new WhyReport(request.Text, package, answers);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else
            WhyTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), report);
        return answers.Length > 0 ? ExitCode.Pass : ExitCode.Fail;
    }

    private static PackageGraph ReadGraph(string file)
    {
        var reading = GraphReader.Read(SmallFile.Read(file, BomLimits.GraphBytes));
        return reading.Graph ?? throw new CommandException($"{file}: {reading.Finding!.Message}", "Write it with go mod graph, go list -m -json all, go list -deps -json or mvn dependency:tree -DoutputFile=FILE.");
    }
}
