namespace Attestry.Cli.Policies;

/// <summary>How fast a prepared query is, on one thread.</summary>
/// <param name="Samples">Evaluations in time order, in nanoseconds each, sorted.</param>
/// <param name="Bytes">Allocated by an evaluation, on average.</param>
internal sealed record BenchReport(IReadOnlyList<long> Samples, long Bytes)
{
    private static readonly int[] Percents = [0, 50, 90, 99, 100];

    internal double Mean => Samples.Average();

    internal double PerSecond => 1e9 / Mean;

    internal object Json() => GoJson.Object(
        ("samples", Samples.Count),
        ("ns_per_op", Math.Round(Mean)),
        ("evaluations_per_second", Math.Round(PerSecond, 1)),
        ("bytes_per_op", Bytes),
        ("percentiles_ns", GoJson.Object([.. Percentiles().Select(one => (one.Name, (object?)one.Nanoseconds))])));

    internal void WriteText(TextWriter output) => TextTable.Write(
        output,
        ["MEASURE", "VALUE"],
        [
            ["samples", $"{Samples.Count}"],
            ["ns/op", $"{Mean:0}"],
            ["evaluations/s", FormattableString.Invariant($"{PerSecond:0.0}")],
            ["B/op", $"{Bytes}"],
            .. Percentiles().Select(one => (IReadOnlyList<string>)[$"{one.Name} ns", $"{one.Nanoseconds}"]),
        ]);

    private IEnumerable<(string Name, long Nanoseconds)> Percentiles() =>
        from percent in Percents
        select (percent switch { 0 => "min", 50 => "median", 100 => "max", _ => $"{percent}%" }, Samples[(Samples.Count - 1) * percent / 100]);
}
