using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Attestry.Cli.Commands;

/// <summary>The usual help, then the examples and exit codes of <see cref="DocumentedCommand"/>.</summary>
internal sealed class DocumentedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not DocumentedCommand command)
        {
            output.WriteLine("Exit codes: 0 pass, 1 fail, 2 error (wrong usage, unreachable, unreadable). Each command's --help has examples.");
            return code;
        }
        output.WriteLine("Examples:");
        foreach (var example in command.Examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach (var (exit, meaning) in command.OwnExits ??
            [(ExitCode.Pass, command.Exits.Pass), (ExitCode.Fail, command.Exits.Fail), (ExitCode.Error, "There is no answer: wrong usage, something unreachable or unreadable.")])
            output.WriteLine($"  {exit}  {meaning}");
        return code;
    }
}
