namespace Attestry.Benchmarks.Reporting;

/// <summary>What a run measured.</summary>
/// <param name="About">What was measured on which material, for people.</param>
/// <param name="Ratios">Between series.</param>
internal sealed record Report(string Benchmark, string About, Machine Machine, IReadOnlyList<Series> Series, IReadOnlyList<Series> Ratios);
