using System.Security.Cryptography;
using Attestry.Contracts.Documents;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;
using Attestry.EndToEnd.Verdicts;
using Attestry.Oci;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Servers;

namespace Attestry.EndToEnd;

/// <summary>The same in one process, which has nothing but its folder to come back to.</summary>
[Collection(DeploymentGroup.Name)]
public sealed class StandaloneTests
{
    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    [Fact]
    public async Task A_batch_gets_its_verdicts_though_the_process_is_killed_twice()
    {
        await using var server = await StandaloneServer.StartAsync(_signer);
        await using var registry = new ImagePublisher(server.Process.Host, _signer);
        var batch = new ImageBatch(registry, "killed/app");
        var pushing = batch.PushAsync(UntilTakenAsync);

        foreach (var pushed in new[] { 15, 35 })
        {
            await batch.PushedAsync(pushed);
            await server.Process.KillAsync();
            await server.Process.StartAndWaitAsync();
        }

        await pushing;
        await batch.ShouldBeJudgedRightAsync(server.Verdicts);
    }

    [Fact]
    public async Task An_external_registry_is_judged_and_looking_at_it_sets_nothing_off()
    {
        if (!DockerRegistryServer.IsAvailable(out var why))
        {
            Console.Error.WriteLine($"NOTICE Standalone did not run beside a registry of others: {why}");
            return;
        }
        var (port, token) = (LoopbackPort.Free(), RandomNumberGenerator.GetHexString(32));
        await using var recorder = await EventRecorder.StartAsync();
        await using var external = await DockerRegistryServer.StartAsync(recorder.Webhook, WebhookTo(port, token));
        await using var registry = new ImagePublisher(external.Name, _signer);
        await using var server = await StandaloneServer.StartAsync(_signer, port, SettingsFor(external.Name, token));

        var signed = await registry.PushSignedAsync("house/signed", "1.0");
        (await server.Verdicts.ExpectAsync($"{external.Name}/house/signed", signed.Digest, DecisionState.Passed)).ShouldBePassed();
        var unsigned = await registry.PushAsync("house/unsigned", "1.0");
        (await server.Verdicts.ExpectAsync($"{external.Name}/house/unsigned", unsigned.Digest, DecisionState.Failed)).ShouldBeUnsigned();
        (await ComesToRestAsync(recorder, registry, server, external.Name)).ShouldBeTrue("looking at an image sets no other look off");

        // Each pull and each layer was told, and each was left alone.
        recorder.Events.ShouldContain(e => e.Action == "pull" && e.Repository == "house/signed");
        recorder.Events.ShouldContain(e => e.Action == "push" && !e.IsPush);
        await Eventually.HoldsAsync(async () => await server.Process.CounterAsync("attestry_ingestion_ignored_total", "source=\"house\"") == recorder.Events.Count(e => !e.IsPush));
        // The settings file added to what is built in.
        await using var embedded = new ImagePublisher(server.Process.Host, _signer);
        var own = await embedded.PushSignedAsync("own/app", "1.0");
        (await server.Verdicts.ExpectAsync($"{server.Process.Host}/own/app", own.Digest, DecisionState.Passed)).ShouldBePassed();
    }

    /// <summary>
    /// While another image goes the whole way nothing more is told of the first one: what its verdict set off would show. The registry tells in
    /// order, so all that came before that image was told before it. On a busy machine evidence is late and asked for again, which is no such effect.
    /// </summary>
    private static async Task<bool> ComesToRestAsync(EventRecorder recorder, ImagePublisher registry, StandaloneServer server, string host)
    {
        const int MostImages = 10;
        for (var number = 0; number < MostImages; number++)
        {
            var told = Told();
            var image = await registry.PushSignedAsync($"house/more-{number}", "1.0");
            await server.Verdicts.ExpectAsync($"{host}/house/more-{number}", image.Digest, DecisionState.Passed);
            await Eventually.HoldsAsync(() => recorder.Events.Any(e => e.IsPush && e.Repository == $"house/more-{number}"));
            if (Told() == told)
                return true;
        }
        return false;

        int Told() => recorder.Events.Count(e => e.Repository == "house/signed");
    }

    private static RegistryWebhook WebhookTo(int port, string token) => new("attestry", new Uri($"http://127.0.0.1:{port}/webhooks/house"))
    {
        Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
    };

    private static object SettingsFor(string registry, string token) => new
    {
        Oci = new { Registries = new[] { new { Host = registry, Insecure = true } } },
        Ingestion = new { Sources = new[] { new { Name = "house", Dialect = "distribution", Registry = registry, Authentication = new { Kind = "bearer", Secret = token } } } },
    };

    // As clients do: what was not taken is pushed again.
    private static Task UntilTakenAsync(Func<Task> push) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            await push();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or OciException)
        {
            return false;
        }
    });
}
