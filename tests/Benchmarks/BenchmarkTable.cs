using System.CommandLine;
using Attestry.Benchmarks.Advisories;
using Attestry.Benchmarks.Bundles;
using Attestry.Benchmarks.Hosts;
using Attestry.Benchmarks.Layers;
using Attestry.Benchmarks.Rego;
using Attestry.Benchmarks.Scans;
using Attestry.Benchmarks.Status;
using Attestry.Benchmarks.Tpm;
using Attestry.Benchmarks.Verdicts;

namespace Attestry.Benchmarks;

/// <summary>The benchmarks there are. Each measures something of the product and, in the same run, what it is to be held against.</summary>
internal static class BenchmarkTable
{
    internal static readonly IReadOnlyList<Func<Command>> All =
    [
        LayersCommand.Create,
        ScanCommand.Create,
        BundlesCommand.Create,
        VerdictsCommand.Create,
        StatusCommand.Create,
        QuotesCommand.Create,
        ImaCommand.Create,
        HostsCommand.Create,
        RegoCommand.Create,
        AdvisoriesCommand.Create,
    ];
}
