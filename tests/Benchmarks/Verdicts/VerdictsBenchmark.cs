using Attestry.Benchmarks.Reporting;
using Attestry.Sigstore.Keys;
using Attestry.TestKit;
using Attestry.TestKit.Servers;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>How fast pushes become verdicts.</summary>
internal sealed class VerdictsBenchmark(Deployment deployment, ServiceProcess registry, SigningKey signer, VerdictsOptions options)
{
    private readonly VerdictReader _reader = new(deployment);
    private readonly VerdictSeries _verdicts = new();
    private readonly Series _pushLimit = new("limit: pushes of which nobody is told", "1/s");
    private readonly Series _brokerLimit = new("limit: persistent messages of the broker", "1/s");

    internal static async Task<Report> RunAsync(VerdictsOptions options, CancellationToken cancellation)
    {
        var why = "";
        if ((options.RabbitMq && !RabbitMqServer.IsAvailable(out why)) || (options.PostgreSql && !PostgreSqlServer.IsAvailable(out why)))
            throw new BenchmarkException(why);
        using var folder = new TemporaryFolder();
        var signer = SigningKey.GenerateEcdsaP256();
        var trusted = folder.File("trusted.pub");
        await File.WriteAllTextAsync(trusted, signer.Public.ToPem(), cancellation);
        await using var deployment = await Deployment.StartAsync(options, folder.File("measured"), trusted);
        await using var registry = await StartRegistryAsync(folder.File("limit"));
        return await new VerdictsBenchmark(deployment, registry, signer, options).RunAsync(cancellation);
    }

    private static Task<ServiceProcess> StartRegistryAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var port = LoopbackPort.Free();
        return ServiceProcess.StartAsync(
            "Registry", port, [$"--urls=http://127.0.0.1:{port}"],
            new Dictionary<string, string?>(ServiceSettings.OfRegistry($"127.0.0.1:{port}", folder)) { ["Storage:Connection"] = Path.Combine(folder, "unused.db") }, folder);
    }

    private async Task<Report> RunAsync(CancellationToken cancellation)
    {
        using var told = new Pusher(deployment.Registry, options.Concurrency);
        using var untold = new Pusher(registry.Host, options.Concurrency);
        await WarmUpAsync(told, untold, cancellation);
        var machine = Machine.Now();
        for (var round = 0; round < options.Rounds; round++)
        {
            var images = SignedImage.Make(options.Images, signer);
            _pushLimit.Add(images.Count / (await untold.PushAsync(images, cancellation)).TotalSeconds);
            await CrowdAsync(told, images, cancellation);
            await SinglesAsync(told, cancellation);
            if (deployment.Broker is { } broker)
                _brokerLimit.Add(await BrokerLimit.MeasureAsync(broker, cancellation));
        }
        return Report(machine);
    }

    private async Task WarmUpAsync(Pusher told, Pusher untold, CancellationToken cancellation)
    {
        var images = SignedImage.Make(options.WarmUp, signer);
        await untold.PushAsync(images, cancellation);
        var since = TimeProvider.System.GetUtcNow();
        await told.PushAsync(images, cancellation);
        await _reader.WaitAsync(images.Count, since, cancellation);
    }

    private async Task CrowdAsync(Pusher told, IReadOnlyList<SignedImage> images, CancellationToken cancellation)
    {
        var (since, before) = (TimeProvider.System.GetUtcNow(), deployment.ProcessorTime);
        var pushing = await told.PushAsync(images, cancellation);
        await _reader.WaitAsync(images.Count, since, cancellation);
        var processor = deployment.ProcessorTime - before;
        _verdicts.AddCrowd(await _reader.ReadAsync(images, since, cancellation), pushing, processor);
    }

    private async Task SinglesAsync(Pusher told, CancellationToken cancellation)
    {
        var images = SignedImage.Make(VerdictsOptions.Singles, signer);
        var since = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < images.Count; i++)
        {
            await told.PushAsync([images[i]], cancellation);
            await _reader.WaitAsync(i + 1, since, cancellation);
        }
        _verdicts.AddSingles(await _reader.ReadAsync(images, since, cancellation));
    }

    private Report Report(Machine machine)
    {
        var deployed = options.RabbitMq ? "five services over RabbitMQ" : "Standalone, bus in memory";
        var store = options.PostgreSql ? "PostgreSQL" : "SQLite";
        var ratio = _verdicts.PerSecond.RatioTo(_pushLimit, "verdicts, to pushes of which nobody is told");
        var about = $"{options.Images} images a round, {options.Concurrency} pushed at a time; {deployed}, {store}";
        return deployment.Broker is null
            ? new("verdicts", about, machine, [.. _verdicts.All, _pushLimit], [ratio])
            : new("verdicts", about, machine, [.. _verdicts.All, _pushLimit, _brokerLimit],
                [ratio, _brokerLimit.RatioTo(_verdicts.PerSecond, "persistent messages in the time of a verdict", "")]);
    }
}
