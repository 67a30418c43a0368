using System.CommandLine;
using System.Text;
using Attestry.Cli.Files;
using Attestry.Cli.Policies;
using Attestry.Primitives.Limits;
using Attestry.Rego.Formatting;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy fmt</c>: writes policies the one way, as <c>opa fmt</c> does.</summary>
internal static class PolicyFmtCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, and folders of which every .rego file is taken; standard input without one.", Arity = ArgumentArity.ZeroOrMore };
        var write = new Option<bool>("--write", "-w") { Description = "Overwrite the files instead of printing what they become." };
        var list = new Option<bool>("--list", "-l") { Description = "Print only the names of files that change." };
        var diff = new Option<bool>("--diff", "-d") { Description = "Print only what changes." };
        var fail = new Option<bool>("--fail") { Description = "Exit with 1 when a file changes." };
        var check = new Option<bool>("--check") { Description = "The same as --list --fail." };
        var v0 = new Option<bool>("--v0-compatible") { Description = "Policies are in the syntax of OPA before 1.0, and stay in it." };
        var both = new Option<bool>("--v0-v1") { Description = "Rewrite policies of before 1.0 so that both read them alike." };
        var drop = new Option<bool>("--drop-v0-imports") { Description = "Leave out rego.v1 and future.keywords, which 1.0 has no use for." };
        var command = new DocumentedCommand("fmt", "Formats policies canonically.")
        {
            Examples = ["attestry policy fmt --check policies", "attestry policy fmt -w policies", "attestry policy fmt --diff app.rego", "attestry policy fmt --v0-v1 -w old.rego"],
            Exits = ("Formatted.", "With --fail or --check: a file is not formatted."),
        };
        command.Arguments.Add(paths);
        foreach (var option in new[] { write, list, diff, fail, check, v0, both, drop })
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var isV0 = parsed.GetValue(v0) || parsed.GetValue(both);
            var options = new FormatOptions { Version = isV0 ? RegoVersion.V0 : RegoVersion.V1, Both = parsed.GetValue(both), DropV0Imports = parsed.GetValue(drop) };
            var output = new FormatOutput(terminal, parsed.GetValue(write), parsed.GetValue(list) || parsed.GetValue(check), parsed.GetValue(diff));
            return Run(parsed.GetValue(paths)!, options, output, terminal, parsed.GetValue(fail) || parsed.GetValue(check));
        });
        return command;
    }

    private static int Run(string[] paths, FormatOptions options, FormatOutput output, Terminal terminal, bool fails)
    {
        var changed = false;
        var problems = new List<PolicyProblem>();
        foreach (var (name, path) in paths.Length == 0 ? [("stdin", null)] : paths.SelectMany(Files))
        {
            var source = path is null ? terminal.In.ReadToEnd() : Encoding.UTF8.GetString(SmallFile.Read(path, BundleLimits.Default.FileBytes));
            try
            {
                changed |= output.Show(name, path, source, RegoFormatter.Format(source, name, options));
            }
            catch (RegoException e)
            {
                problems.AddRange(PolicyException.Of(e, []).Problems);
            }
        }
        if (problems.Count > 0)
        {
            terminal.Error.WriteLine(ProblemOutput.Text(problems));
            return ExitCode.Error;
        }
        return changed && fails ? ExitCode.Fail : ExitCode.Pass;
    }

    private static IEnumerable<(string Name, string? Path)> Files(string path) =>
        (FolderFiles.Find(path, ".rego") ?? [path]).Select(file => (file, (string?)file));
}
