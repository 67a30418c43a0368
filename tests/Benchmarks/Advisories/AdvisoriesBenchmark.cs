using System.Diagnostics;
using System.IO.Compression;
using Attestry.Advisories;
using Attestry.Benchmarks.Reporting;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Benchmarks.Advisories;

/// <summary>How long a database takes to build, and how many packages are looked up in a second.</summary>
internal sealed class AdvisoriesBenchmark(string zip)
{
    private const int MostPackages = 5_000;

    internal Report Run(int rounds, CancellationToken cancellation)
    {
        if (!File.Exists(zip))
            throw new BenchmarkException($"There is no '{zip}'.");
        var packages = Packages();
        var machine = Machine.Now();
        Series unpack = new("unzipped alone", "s"), memory = new("index in memory built", "s"), database = new("database built", "s"), again = new("database updated with the same", "s");
        Series inMemory = new("packages looked up in memory", "1/s"), inDatabase = new("packages looked up in the database", "1/s");
        for (var round = -1; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var figures = Round(packages);
            // The first round compiles.
            if (round < 0)
                continue;
            foreach (var (series, figure) in new[] { unpack, memory, database, again, inMemory, inDatabase }.Zip(figures))
                series.Add(figure);
        }
        return new(
            "advisories",
            $"{Path.GetFileName(zip)}: read, indexed by package; {packages.Count} of its packages at a version of 1.0.0 looked up",
            machine,
            [unpack, memory, database, again, inMemory, inDatabase],
            [database.RatioTo(unpack, "database built, to unzipping alone")]);
    }

    private double[] Round(List<OsvPackage> packages)
    {
        var folder = Directory.CreateTempSubdirectory("attestry-");
        try
        {
            var file = AdvisoryFile.Open(Path.Combine(folder.FullName, "advisories.db"));
            AdvisoryIndex index = null!;
            double[] times = [Seconds(Unpack), Seconds(() => index = Index()), Seconds(() => Fill(file)), Seconds(() => Fill(file))];
            using var snapshot = file.Read();
            if (snapshot.Count != index.Count)
                throw new BenchmarkException($"The database holds {snapshot.Count} advisories, the index {index.Count}.");
            return [.. times, packages.Count / Seconds(() => Match(index, packages)), packages.Count / Seconds(() => Match(snapshot, packages))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Unpack()
    {
        using var archive = ZipFile.OpenRead(zip);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            content.CopyTo(Stream.Null);
        }
    }

    private AdvisoryIndex Index()
    {
        using var stream = File.OpenRead(zip);
        return new AdvisoryIndexBuilder().AddArchive(stream).Build();
    }

    private void Fill(AdvisoryFile file)
    {
        using var stream = File.OpenRead(zip);
        using var update = file.Update();
        update.Replace("benchmark", "osv", AdvisoryArchive.Read(stream), DateTimeOffset.UnixEpoch);
        update.Commit();
    }

    private static void Match(IAdvisoryIndex index, List<OsvPackage> packages)
    {
        var found = 0;
        foreach (var package in packages)
            found += VulnerabilityMatcher.Match(index, package, "1.0.0").Count;
        if (found == 0)
            throw new BenchmarkException("No package has a vulnerability.");
    }

    private List<OsvPackage> Packages()
    {
        using var stream = File.OpenRead(zip);
        return
        [
            .. AdvisoryArchive.Read(stream).Select(reading => reading.Advisory).OfType<OsvAdvisory>().SelectMany(advisory => advisory.Affected)
                .Select(affected => OsvPackage.Of(affected.Ecosystem, affected.Name)).Where(package => package.Name.Length > 0).Distinct().Take(MostPackages),
        ];
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
