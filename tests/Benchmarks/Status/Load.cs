namespace Attestry.Benchmarks.Status;

/// <param name="Connections">Kept alive, each with one request at a time.</param>
/// <param name="Duration">Of one side of one round.</param>
internal sealed record Load(int Connections, TimeSpan Duration);
