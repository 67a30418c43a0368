using System.CommandLine;
using Attestry.Cli.Policies;
using Attestry.Rego;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy eval</c>: evaluates a query, as <c>opa eval</c> does.</summary>
internal static class PolicyEvalCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var query = new Argument<string>("QUERY") { Description = "For example data.app.allow, or x := data.app.violations[_]." };
        var input = new Option<string?>("--input", "-i") { HelpName = "FILE", Description = "Input document, JSON or YAML; - is standard input." };
        var stdin = new Option<bool>("--stdin-input", "-I") { Description = "Read the input document from standard input." };
        var format = PolicyFormat.Option(PolicyFormat.Json, PolicyFormat.Pretty, PolicyFormat.Raw, PolicyFormat.Values, PolicyFormat.Bindings);
        var fail = new Option<bool>("--fail") { Description = "Exit with 1 when the query is undefined." };
        var failDefined = new Option<bool>("--fail-defined") { Description = "Exit with 1 when it is defined." };
        var strict = new Option<bool>("--strict", "-S") { Description = "Compile in strict mode." };
        var strictErrors = new Option<bool>("--strict-builtin-errors") { Description = "A built-in function's error ends the evaluation." };
        var timeout = DurationOption.Create("--timeout", "How long it may take.");
        var command = new DocumentedCommand("eval", "Evaluates a query and prints what opa eval prints.")
        {
            Examples =
            [
                "attestry policy eval -d policies -i input.json data.app.allow",
                "attestry policy eval -b bundle.tar.gz --format pretty 'x := data.app.violations[_]'",
                "attestry policy eval -b oci://ghcr.io/acme/policies:stable --fail-defined -i input.json 'data.app.deny[_]'",
                "attestry policy eval '1 + 1'",
            ],
            Exits = ("It was evaluated.", "With --fail the query is undefined, with --fail-defined it is defined."),
        };
        command.Arguments.Add(query);
        var policies = new PolicyOptions(command, PolicyPaths.Options);
        foreach (var option in new Option[] { input, stdin, format, fail, failDefined, strict, strictErrors, timeout })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var request = policies.Read(parsed);
                var loaded = await PolicyLoader.LoadAsync(request, terminal, cancellation);
                var prepared = Evaluations.Prepare(PolicyLoader.Compile(loaded, parsed.GetValue(strict)), parsed.GetValue(query)!, request.Version);
                var evaluation = new EvaluationRequest
                {
                    Time = terminal.Time,
                    Data = loaded.Data,
                    Input = PolicyLoader.ReadInput(parsed.GetValue(stdin) ? "-" : parsed.GetValue(input), terminal),
                    Strict = parsed.GetValue(strictErrors),
                    Listener = terminal.Error.WriteLine,
                };
                var results = Evaluations.Run(prepared, evaluation, loaded, parsed.GetValue(timeout), cancellation);
                ResultOutput.Write(terminal.Out, parsed.GetValue(format)!, results);
                return (results.Count == 0 ? parsed.GetValue(fail) : parsed.GetValue(failDefined)) ? ExitCode.Fail : ExitCode.Pass;
            }
            catch (PolicyException e)
            {
                if (parsed.GetValue(format) == PolicyFormat.Json)
                    terminal.Out.WriteLine(GoJson.Indented(ProblemOutput.Json(e.Problems)));
                else
                    terminal.Error.WriteLine(ProblemOutput.Text(e.Problems));
                return ExitCode.Error;
            }
        });
        return command;
    }
}
