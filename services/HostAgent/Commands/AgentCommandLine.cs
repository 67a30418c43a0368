using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Attestry.Primitives;

namespace Attestry.HostAgent.Commands;

/// <summary>The program: what it can do, and what comes of what was typed.</summary>
internal static class AgentCommandLine
{
    private static readonly IReadOnlyList<Func<Terminal, ExampleCommand>> Commands = [RunCommand.Create, OnceCommand.Create, EnrolCommand.Create, CheckCommand.Create];

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var parsed = Create(terminal).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return Say(terminal, $"{string.Join(' ', parsed.Errors.Select(error => error.Message))} See attestry-agent --help.", ExitCode.Usage);
        var output = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // A command of tpm2-tools that runs is ended, and the folder is removed.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        try
        {
            return await parsed.InvokeAsync(output, cancellation);
        }
        catch (AgentException e)
        {
            return Say(terminal, e.Message, e.IsFinal ? ExitCode.Usage : ExitCode.Failed);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Proves to an Attestry collector what this host booted and what it runs.");
        foreach (var create in Commands)
            root.Subcommands.Add(create(terminal));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static int Say(Terminal terminal, string message, int code)
    {
        terminal.Error.WriteLine($"attestry-agent: {Bounded.Printable(string.Join(' ', message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))}");
        return code;
    }
}
