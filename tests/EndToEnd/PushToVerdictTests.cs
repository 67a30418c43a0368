using System.Net;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;
using Attestry.EndToEnd.Verdicts;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.InToto;

namespace Attestry.EndToEnd;

/// <summary>From a push to a docker-registry to the verdict that a runtime reads, over separate processes, RabbitMQ and PostgreSQL.</summary>
[Collection(DeploymentGroup.Name)]
public sealed class PushToVerdictTests(Deployment deployment)
{
    private static readonly byte[] NoReferrers = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    private ImagePublisher Registry => deployment.Registry;

    private VerdictClient Verdicts => deployment.Verdicts;

    [Fact]
    public async Task A_signed_image_passes_and_its_decision_verifies_offline()
    {
        if (!deployment.Runs)
            return;
        var image = await Registry.PushSignedAsync("offline/app", "1.0");
        var repository = $"{Registry.Host}/offline/app";

        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Passed)).ShouldBePassed();

        var envelope = await Verdicts.EnvelopeAsync(repository, image.Digest);
        OfflineVerification.ResultOf(envelope, await Verdicts.KeysAsync(), image.Digest).ShouldBe(VerificationSummary.Passed);
        OfflineVerification.ResultOf(envelope, [Sigstore.Keys.SigningKey.GenerateEcdsaP256().Public], image.Digest).ShouldBeNull();
        var spdx = await Verdicts.SbomAsync(repository, image.Digest, "spdx");
        spdx.GetProperty("spdxVersion").GetString().ShouldBe("SPDX-2.3");
        spdx.GetRawText().ShouldContain(TestImage.Package);
        (await Verdicts.SbomAsync(repository, image.Digest, "cyclonedx")).GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
    }

    [Theory]
    [InlineData("skopeo")]
    [InlineData("crane")]
    [InlineData("oras")]
    [InlineData("attestry")]
    public async Task Every_platform_of_an_index_is_covered_by_the_signature_of_the_index(string client)
    {
        if (!deployment.Runs)
            return;
        using var layout = await TestLayout.WriteAsync(client);
        var name = $"platforms/{client}";
        var repository = $"{Registry.Host}/{name}";
        if (!await TryPushAsync(client, layout, name))
            return;
        Digest[] digests = [layout.Index.Digest, .. layout.Images.Select(image => image.Digest)];
        foreach (var digest in digests)
            (await Verdicts.ExpectAsync(repository, digest, DecisionState.Failed)).ShouldBeUnsigned();

        await Registry.SignAsync(name, layout.Index);

        foreach (var digest in digests)
            (await Verdicts.ExpectAsync(repository, digest, DecisionState.Passed)).ShouldBePassed();
    }

    [Theory]
    [InlineData("the referrer")]
    [InlineData("its entry in the list of referrers")]
    [InlineData("the tag")]
    public async Task A_signature_turns_the_verdict_and_its_deletion_turns_it_back(string deleted)
    {
        if (!deployment.Runs)
            return;
        var name = $"deleted/{deleted.Replace(' ', '-')}";
        var repository = $"{Registry.Host}/{name}";
        var image = await Registry.PushAsync(name, "1.0");
        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Failed)).ShouldBeUnsigned();

        var signature = deleted == "the tag" ? await Registry.SignByTagAsync(name, image) : await Registry.SignAsync(name, image);
        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Passed)).ShouldBePassed();

        if (deleted == "its entry in the list of referrers")
            await Registry.Repository(name).PushManifestAsync(FallbackTag.Of(image.Digest), MediaTypes.OciIndex, NoReferrers, CancellationToken.None);
        else
            (await Registry.Repository(name).DeleteManifestAsync(signature.Text, CancellationToken.None)).ShouldBeTrue();
        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Failed)).ShouldBeUnsigned();
        var history = await Verdicts.HistoryAsync(repository, image.Digest);
        history.Select(decision => decision.State).ShouldBe([DecisionState.Failed, DecisionState.Passed, DecisionState.Failed]);
        history.ShouldBeOneChain();
        OfflineVerification.ResultOf(await Verdicts.EnvelopeAsync(repository, image.Digest), await Verdicts.KeysAsync(), image.Digest).ShouldBe(VerificationSummary.Failed);
    }

    [Fact]
    public async Task An_image_that_cosign_signed_passes()
    {
        if (!deployment.Runs)
            return;
        if (deployment.Cosign is not { } cosign)
        {
            Console.Error.WriteLine("NOTICE cosign is not on this machine; a test that signs with it did nothing.");
            return;
        }
        var image = await Registry.PushAsync("cosign/app", "1.0");
        var repository = $"{Registry.Host}/cosign/app";
        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Failed)).ShouldBeUnsigned();

        await cosign.SignAsync($"{repository}@{image.Digest}");

        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Passed)).ShouldBePassed();
    }

    [Fact]
    public async Task A_registry_that_tells_nothing_is_looked_after()
    {
        if (!deployment.Runs)
            return;
        var registry = deployment.QuietRegistry;
        var image = await registry.PushSignedAsync("quiet/app", "1.0");
        var repository = $"{registry.Host}/quiet/app";
        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Passed)).ShouldBePassed();

        var referrers = await registry.Repository("quiet/app").ListReferrersAsync(image.Digest, CancellationToken.None);
        (await registry.Repository("quiet/app").DeleteManifestAsync(referrers.ShouldHaveSingleItem().Digest.Text, CancellationToken.None)).ShouldBeTrue();

        (await Verdicts.ExpectAsync(repository, image.Digest, DecisionState.Failed)).ShouldBeUnsigned();
    }

    [Fact]
    public async Task Two_policy_evaluators_share_the_work_and_the_key()
    {
        if (!deployment.Runs)
            return;
        const int Images = 16;
        // Who comes first decides; on a busy machine one of them may come too late for a whole batch.
        const int MostBatches = 10;
        var replicas = deployment.Of("PolicyEvaluator").ToList();
        var before = await DecisionsAsync();
        List<long> made = [];
        for (var batches = 1; batches <= MostBatches && !(made.Count > 0 && made.TrueForAll(count => count > 0)); batches++)
        {
            var batch = new ImageBatch(Registry, $"replicas/app-{batches}", Images);
            await batch.PushAsync();
            await batch.ShouldBeJudgedRightAsync(Verdicts);
            // A decision is counted after it can be read.
            made = await Eventually.ValueAsync(async () => (await DecisionsAsync()).Zip(before, (after, was) => after - was).ToList(), counts => counts.Sum() >= batches * Images);
            made.Sum().ShouldBe(batches * Images);
        }
        made.ShouldAllBe(count => count > 0);
        (await Verdicts.KeysAsync()).ShouldHaveSingleItem();

        Task<long[]> DecisionsAsync() => Task.WhenAll(replicas.Select(replica => replica.CounterAsync("attestry_policy_decisions_total")));
    }

    [Fact]
    public async Task Every_service_is_ready_and_tells_its_metrics()
    {
        if (!deployment.Runs)
            return;
        foreach (var service in deployment.Services)
        {
            var ready = JsonDocument.Parse(await service.ReadAsync("health/ready")).RootElement;
            ready.GetProperty("status").GetString().ShouldBe("healthy", service.Name);
            string[] expected = service.Name switch
            {
                "PolicyEvaluator" => ["bus", "store", "policies"],
                "SignatureVerifier" => ["bus", "store", "trust"],
                _ => ["bus", "store"],
            };
            ready.GetProperty("checks").EnumerateObject().Select(check => check.Name).ShouldBe(expected, ignoreOrder: true);
            (await service.ReadAsync("metrics")).ShouldContain("target_info{service_name=");
        }
    }

    [Fact]
    public async Task Nobody_learns_a_verdict_without_a_key_or_sends_a_webhook_without_the_token()
    {
        if (!deployment.Runs)
            return;
        using var anonymous = new HttpClient();
        using var status = await anonymous.GetAsync(new Uri(deployment.StatusApi.Address, $"v1/attestations/{Digest.Sha256([1])}"));
        using var webhook = await anonymous.PostAsync(new Uri(deployment.Of("Ingestion").Single().Address, "webhooks/docker"), new StringContent("""{"events":[]}"""));

        status.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        webhook.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<bool> TryPushAsync(string client, TestLayout layout, string name)
    {
        if (PushProgram.All.FirstOrDefault(program => program.Name == client) is { } program)
            return await program.TryPushAsync(layout.Path, TestLayout.Tag, $"{Registry.Host}/{name}:{TestLayout.Tag}");
        await using var source = await OciLayout.OpenAsync(layout.Path, CancellationToken.None);
        var index = await source.GetManifestAsync(TestLayout.Tag, CancellationToken.None);
        await ImageCopy.CopyAsync(source, index!, Registry.Repository(name), TestLayout.Tag, CancellationToken.None);
        return true;
    }
}
