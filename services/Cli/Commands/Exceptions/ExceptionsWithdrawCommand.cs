using System.CommandLine;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Exceptions;

/// <summary><c>attestry exceptions withdraw</c>: it stops counting, and its record stays.</summary>
internal static class ExceptionsWithdrawCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "The exception's id, as 'attestry exceptions list' shows it." };
        var server = new ServerOptions();
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("withdraw", "Withdraws an exception: what it covered is judged anew. Its record stays, since decisions name it.")
        {
            Examples = ["attestry exceptions withdraw 0199b1c2… --server https://attestry.example.com --api-key-file admin.txt"],
            Exits = ("It is withdrawn, now or before.", "The server has no exception with this id."),
        };
        command.Arguments.Add(id);
        foreach (var option in new Option[] { server.Server, server.ApiKeyFile, server.Insecure, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            server.Open(parsed, terminal),
            parsed.GetValue(id)!,
            parsed.GetValue(format)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, string format, CancellationToken cancellation)
    {
        using var server = client;
        // Dots and slashes would name something else.
        if (id.Length is 0 or > 64 || !id.All(char.IsAsciiLetterOrDigit))
            throw new CommandException($"{Bounded.Quote(id)} is no id of an exception.", "Take it from 'attestry exceptions list'.");
        var (status, body) = await server.DeleteAsync($"v1/exceptions/{id}", cancellation);
        if (status == HttpStatusCode.NotFound)
        {
            terminal.Error.WriteLine($"attestry: {AnswerJson.Read<ServerProblem>(body, server).Detail ?? "There is no such exception."}");
            return ExitCode.Fail;
        }
        var withdrawn = AnswerJson.Read<ServerException>(body, server);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, withdrawn);
        else
            ExceptionTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), [withdrawn]);
        return ExitCode.Pass;
    }
}
