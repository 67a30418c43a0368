using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Attestry.HostAgent.Commands;

/// <summary>The usual help, then the examples and exit codes of <see cref="ExampleCommand"/>.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not ExampleCommand command)
        {
            output.WriteLine("Begin with: attestry-agent check. Each command's --help has examples. Exit codes: 0 done, 1 failed, 2 wrong usage or setting.");
            return code;
        }
        output.WriteLine("Examples:");
        foreach (var example in command.Examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Each setting's variable, and what it is unset, stand in brackets. Exit codes:");
        output.WriteLine($"  0  {command.Exits.Done}");
        output.WriteLine($"  1  {command.Exits.Failed}");
        output.WriteLine("  2  Wrong usage or a wrong setting: to try again would change nothing.");
        return code;
    }
}
