using System.CommandLine;

namespace Attestry.Benchmarks.Verdicts;

internal static class VerdictsCommand
{
    internal static Command Create()
    {
        var images = BenchmarkOptions.Positive("--images", "Images pushed in a round.", 200);
        var concurrency = BenchmarkOptions.Positive("--concurrency", "Images pushed at a time.", 16);
        var rabbitMq = new Option<bool>("--rabbitmq") { Description = "Each service a process of its own on a RabbitMQ, instead of Standalone." };
        var postgreSql = new Option<bool>("--postgresql") { Description = "Documents in PostgreSQL, with fsync, instead of a SQLite file." };
        var command = new Command(
            "verdicts",
            """
            From webhook to signed verdict: small signed images, each with its own layer, are pushed over HTTP to Attestry's registry,
            whose webhooks drive the rest, as fast as it takes them; then one at a time, to see how long a verdict takes when nobody waits.

            The limit in the same run: the same pushes to the same registry when nobody is told of them; with --rabbitmq also persistent
            messages that one producer publishes, confirmed, and one consumer acknowledges. Servers are started as the tests do, in
            temporary folders on free ports, or are those that ATTESTRY_TEST_RABBITMQ and ATTESTRY_TEST_POSTGRESQL name.

            Latency counts from the webhook's arrival in the store to the time in the decision.

            Examples:
              benchmarks verdicts
              benchmarks verdicts --images 500 --concurrency 32 --rounds 5
              benchmarks verdicts --rabbitmq --postgresql --format json
            """)
        {
            images, concurrency, rabbitMq, postgreSql,
        };
        BenchmarkOptions.AddTo(command, rounds: 3, (parsed, rounds, cancellation) => VerdictsBenchmark.RunAsync(
            new(parsed.GetValue(images), parsed.GetValue(concurrency), parsed.GetValue(rabbitMq), parsed.GetValue(postgreSql), rounds), cancellation));
        return command;
    }
}
