namespace Attestry.Benchmarks.Status;

/// <param name="Median">Milliseconds from the request's first byte to the answer's last.</param>
/// <param name="Slowest">The 99th percentile, in milliseconds.</param>
internal sealed record LoadResult(int Answers, TimeSpan Elapsed, double Median, double Slowest);
