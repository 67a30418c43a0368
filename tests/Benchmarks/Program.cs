using System.Runtime.Versioning;
using Attestry.Benchmarks;

// Peers are programs of this system, and memory is read from /proc.
[assembly: SupportedOSPlatform("linux")]

return await BenchmarkCommand.Create().Parse(args).InvokeAsync();
