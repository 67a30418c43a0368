using System.Net;
using Attestry.Ingestion.Tests.Fixtures;

namespace Attestry.Ingestion.Tests.Webhooks;

/// <summary>Requests as CNCF distribution 2.8.2 sent them, replayed byte by byte.</summary>
public sealed class CapturedWebhookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_an_image_and_an_index_only_the_manifests_are_kept()
    {
        if (Corpora.Path("webhooks/distribution-push-image-index.log") is not { } log)
            return;

        var pushes = await ReplayAsync(log);

        // Two children by digest alone, then the index that lists them; the layers and configurations before them are not kept.
        pushes.Where(p => p.StartsWith("lib/hello:", StringComparison.Ordinal)).ShouldBe(["lib/hello:", "lib/hello:", "lib/hello:multi"]);
        pushes.ShouldContain("lib/debian-app:1");
    }

    [Fact]
    public async Task Of_a_cosign_signature_the_bundle_and_the_fallback_index_are_kept()
    {
        if (Corpora.Path("webhooks/distribution-cosign-sign.log") is not { } log)
            return;

        var pushes = await ReplayAsync(log);

        pushes.Count.ShouldBe(2);
        pushes.ShouldContain("lib/debian-app:");
        pushes.ShouldContain(p => p.StartsWith("lib/debian-app:sha256-", StringComparison.Ordinal));
    }

    /// <returns><c>repository:tag</c> of what was stored.</returns>
    private async Task<IReadOnlyList<string>> ReplayAsync(string log)
    {
        // The registry of the capture is not there; nothing is asked of it because its name leads nowhere.
        await using var registry = await TestRegistry.StartAsync();
        await using var host = await IngestionHost.StartAsync(_folder.File("attestry.db"), new Dictionary<string, string?>
        {
            ["Oci:Registries:0:Host"] = registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Ingestion:Sources:0:Name"] = "registry",
            ["Ingestion:Sources:0:Dialect"] = "distribution",
            ["Ingestion:Sources:0:Registry"] = registry.Host,
            ["Ingestion:Sources:0:Hosts:0"] = "127.0.0.1:5010",
            ["Ingestion:Sources:0:Authentication:Kind"] = "bearer",
            ["Ingestion:Sources:0:Authentication:Secret"] = "s3cret",
        });
        var deliveries = CapturedRequests.Read(log);
        deliveries.ShouldNotBeEmpty();
        foreach (var delivery in deliveries)
        {
            using var answer = await delivery.SendAsync(host.Http, "registry");
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, delivery.Body);
        }
        return [.. (await host.PushesAsync()).Select(p => $"{p.Repository}:{p.Tag}")];
    }
}
