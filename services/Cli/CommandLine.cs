using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Attestry.Cli.Commands;
using Attestry.Cli.Commands.Policies;
using Attestry.Primitives;

namespace Attestry.Cli;

/// <summary>The program: what it can do, and what comes of what was typed.</summary>
internal static class CommandLine
{
    private static readonly IReadOnlyList<Func<Terminal, DocumentedCommand>> Commands =
        [ScanCommand.Create, SbomCommand.Create, VerifyCommand.Create, AttestCommand.Create, StatusCommand.Create, KeysCommand.Create, PolicyCommand.Create];

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        var parsed = Create(terminal).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            var path = string.Join(' ', PathOf(parsed.CommandResult));
            return Say(terminal, $"{string.Join(' ', parsed.Errors.Select(error => error.Message))} See '{path} --help'.");
        }
        var output = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(output);
        }
        catch (Exception e) when (Diagnosis.Of(e, SubjectOf(parsed)) is { } diagnosis)
        {
            return Say(terminal, diagnosis);
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Tells what is in a container image, who vouches for it, and whether it may run.");
        var documented = Commands.Select(create => create(terminal)).ToList();
        foreach (var command in documented)
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new DocumentedHelp((HelpAction)help.Action!);
        return root;
    }

    private static int Say(Terminal terminal, string message)
    {
        // One line, whatever the parser or a server put into it.
        terminal.Error.WriteLine($"attestry: {Bounded.Printable(string.Join(' ', message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))}");
        return ExitCode.Error;
    }

    // The first argument of every command is what it is about; without one the server is.
    private static string SubjectOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments.OfType<Argument<string>>().Select(parsed.GetValue).FirstOrDefault()
        ?? parsed.CommandResult.Command.Options.OfType<Option<string>>().Where(option => option.Name == "--server").Select(parsed.GetValue).FirstOrDefault()
        ?? parsed.CommandResult.Command.Name;

    private static IEnumerable<string> PathOf(System.CommandLine.Parsing.CommandResult result) =>
        [.. result.Parent is System.CommandLine.Parsing.CommandResult parent ? PathOf(parent) : [], result.Command is RootCommand ? "attestry" : result.Command.Name];
}
