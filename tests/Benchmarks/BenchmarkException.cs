namespace Attestry.Benchmarks;

/// <summary>What was measured did not do what it should, so that there is no figure.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
