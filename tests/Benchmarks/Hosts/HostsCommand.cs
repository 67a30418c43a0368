using System.CommandLine;

namespace Attestry.Benchmarks.Hosts;

internal static class HostsCommand
{
    internal static Command Create()
    {
        var hosts = BenchmarkOptions.Positive("--hosts", "At the largest step; a quarter and a half of them come before.", 2500);
        var interval = BenchmarkOptions.Positive("--interval", "Seconds between two attestations of a host.", 10);
        var seconds = BenchmarkOptions.Positive("--seconds", "How long each step is measured.", 60);
        var entries = BenchmarkOptions.Positive("--entries", "Of each host's measurement list at the begin.", 200);
        var growth = new Option<int>("--growth") { Description = "Entries that each evidence adds, each of a file that the host did not measure before.", DefaultValueFactory = _ => 1 };
        var postgreSql = new Option<bool>("--postgresql") { Description = "Documents in PostgreSQL, with fsync, instead of a SQLite file." };
        var command = new Command(
            "hosts",
            """
            Simulated hosts attest to one collector, a process of its own, over HTTP: status of the last evidence, challenge, quote, evidence, as
            the agent does. Half of them have ECC keys, half RSA. Each evidence is verified through the bus in memory and signed into the
            host's history, all of it durable. The simulation runs on the same machine and has its share of the processors.

            Latency counts from before the evidence is posted until its verdict is stored. Missed is what did not begin when it was due,
            was refused, or was not verified. Keylime publishes no rate of its verifier. What there is: keylime#358 reports 2,500 hosts too
            many for one verifier (timeouts, processor) and good on five, without interval or cores; at the default interval of 2 s that is
            250 a second for a verifier.

            Examples:
              benchmarks hosts
              benchmarks hosts --hosts 2500 --interval 10 --seconds 120 --postgresql
              benchmarks hosts --hosts 400 --interval 1 --seconds 10 --growth 0 --format json
            """)
        {
            hosts, interval, seconds, entries, growth, postgreSql,
        };
        BenchmarkOptions.AddTo(command, rounds: 1, (parsed, rounds, cancellation) => HostsBenchmark.RunAsync(
            new(
                parsed.GetValue(hosts), TimeSpan.FromSeconds(parsed.GetValue(interval)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(entries),
                parsed.GetValue(growth), parsed.GetValue(postgreSql), rounds),
            cancellation));
        return command;
    }
}
