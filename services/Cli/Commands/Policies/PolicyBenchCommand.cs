using System.CommandLine;
using Attestry.Cli.Policies;
using Attestry.Rego;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy bench</c>: how fast a query is.</summary>
internal static class PolicyBenchCommand
{
    private const int MostSamples = 10_000_000;

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var query = new Argument<string>("QUERY") { Description = "For example data.app.allow." };
        var input = new Option<string?>("--input", "-i") { HelpName = "FILE", Description = "Input document, JSON or YAML; - is standard input." };
        var duration = DurationOption.Create("--duration", "How long to measure; 1s unasked, after as long a warm-up.");
        var count = new Option<int>("--count") { HelpName = "N", Description = "Repeat the measurement.", DefaultValueFactory = _ => 1 };
        var format = PolicyFormat.Option(PolicyFormat.Pretty, PolicyFormat.Json);
        var command = new DocumentedCommand("bench", "Evaluates a query again and again and tells how long it takes; policies and input are read before.")
        {
            Examples = ["attestry policy bench -d policies -i input.json data.app.allow", "attestry policy bench -b bundle.tar.gz --count 3 --format json data.app.allow"],
            Exits = ("It was measured.", "The query is undefined: there is nothing to measure."),
        };
        command.Arguments.Add(query);
        var policies = new PolicyOptions(command, PolicyPaths.Options);
        foreach (var option in new Option[] { input, duration, count, format })
            command.Options.Add(option);
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
                result.AddError("--count must be between 1 and 1000.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var request = policies.Read(parsed);
                var loaded = await PolicyLoader.LoadAsync(request, terminal, cancellation);
                var prepared = Evaluations.Prepare(PolicyLoader.Compile(loaded, strict: false), parsed.GetValue(query)!, request.Version);
                var evaluation = new EvaluationRequest { Time = terminal.Time, Data = loaded.Data, Input = PolicyLoader.ReadInput(parsed.GetValue(input), terminal) };
                if (Evaluations.Run(prepared, evaluation, loaded, null, cancellation).Count == 0)
                {
                    terminal.Error.WriteLine("The query is undefined on this input: there is nothing to measure.");
                    return ExitCode.Fail;
                }
                var time = parsed.GetValue(duration) ?? TimeSpan.FromSeconds(1);
                Measure(prepared, evaluation, time, cancellation);
                for (var i = 0; i < parsed.GetValue(count); i++)
                    Write(terminal, parsed.GetValue(format)!, Measure(prepared, evaluation, time, cancellation));
                return ExitCode.Pass;
            }
            catch (PolicyException e)
            {
                terminal.Error.WriteLine(ProblemOutput.Text(e.Problems));
                return ExitCode.Error;
            }
        });
        return command;
    }

    private static BenchReport Measure(PreparedQuery query, EvaluationRequest request, TimeSpan duration, CancellationToken cancellation)
    {
        var samples = new List<long>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var own = 0L;
        var start = request.Time.GetTimestamp();
        do
        {
            var before = request.Time.GetTimestamp();
            query.Query(request, cancellation);
            var taken = request.Time.GetElapsedTime(before).Ticks * 100;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            samples.Add(taken);
            // What the list of samples takes is not the query's.
            own += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
        while (request.Time.GetElapsedTime(start) < duration && samples.Count < MostSamples);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated - own;
        samples.Sort();
        return new(samples, allocated / samples.Count);
    }

    private static void Write(Terminal terminal, string format, BenchReport report)
    {
        if (format == PolicyFormat.Json)
            terminal.Out.WriteLine(GoJson.Indented(report.Json()));
        else
            report.WriteText(terminal.Out);
    }
}
