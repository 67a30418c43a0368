using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.PolicyEvaluator.Publishing;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Keys;
using Attestry.Storage;
using Attestry.TestKit.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>Decisions that are pushed to a registry on a socket.</summary>
public sealed class PublishingTests
{
    private const string Repository = "acme/app";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_is_pushed_as_a_referrer_that_its_key_verifies(bool referrersApi)
    {
        await using var registry = await LoopbackRegistry.StartAsync(referrersApi);
        await using var bed = await StartAsync(registry);
        var artifact = await AddAsync(bed, registry);

        await bed.StoreAllAsync(artifact);
        await bed.SendAsync(new ArtifactResolved(artifact.Id, artifact.Digest, artifact.Kind));
        await Eventually.HoldsAsync(async () => (await ReferrersAsync(registry, artifact.Digest)).Count == 1);

        var referrer = (await ReferrersAsync(registry, artifact.Digest)).ShouldHaveSingleItem();
        var bundle = await BundleAsync(registry, referrer.Digest);
        var key = (await bed.Store.Collection(Collections.SigningKeys).QueryAsync(new("by_added") { Take = 10 }, default)).Items.ShouldHaveSingleItem().Document;
        var result = BundleVerifier.Verify(bundle, [artifact.Digest], [VerificationKey.FromPem(key.PublicKey)]);
        result.Verified.ShouldBeTrue(result.Finding?.Message);
        result.PredicateType.ShouldBe(VerificationSummary.PredicateType);
        BundleVerifier.Verify(bundle, [artifact.Digest], [SigningKey.GenerateEcdsaP256().Public]).Verified.ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_decision_is_pushed_once_and_one_that_says_nothing_new_never()
    {
        await using var registry = await LoopbackRegistry.StartAsync();
        await using var bed = await StartAsync(registry);
        var artifact = await AddAsync(bed, registry);
        await bed.StoreAllAsync(artifact);
        await bed.EvaluateAsync(artifact);
        var first = (await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem();
        var publisher = bed.Get<DecisionPublisher>();
        var pushed = await publisher.PublishAsync(first.Id, default);
        (await publisher.PublishAsync(first.Id, default)).ShouldBe(pushed);

        // Other evidence, the same answer: as when what was pushed is seen by the verifier.
        await bed.CatalogAsync(artifact, "pkg:deb/debian/new@1");
        await bed.EvaluateAsync(artifact);
        var second = (await bed.DecisionsAsync(artifact))[^1];
        (second.Previous, second.State).ShouldBe((first.Id, first.State));
        (await publisher.PublishAsync(second.Id, default)).ShouldBeNull();
        await bed.SignAsync(artifact, trusted: false);
        await bed.EvaluateAsync(artifact);
        (await publisher.PublishAsync((await bed.DecisionsAsync(artifact))[^1].Id, default)).ShouldNotBeNull();
        (await ReferrersAsync(registry, artifact.Digest)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_named_or_gone_or_unknown_is_not_pushed()
    {
        await using var registry = await LoopbackRegistry.StartAsync();
        await using var bed = await StartAsync(registry);
        var other = await AddAsync(bed, registry, "other/app");
        var gone = await AddAsync(bed, registry, name: "gone");
        registry.Delete(Repository, gone.Digest);
        foreach (var artifact in new[] { other, gone })
        {
            await bed.StoreAllAsync(artifact);
            await bed.EvaluateAsync(artifact);
            (await bed.Get<DecisionPublisher>().PublishAsync((await bed.DecisionsAsync(artifact)).ShouldHaveSingleItem().Id, default)).ShouldBeNull();
            (await ReferrersAsync(registry, artifact.Digest, artifact.Repository)).ShouldBeEmpty();
        }
        (await bed.Get<DecisionPublisher>().PublishAsync("unknown", default)).ShouldBeNull();
    }

    [Fact]
    public async Task It_is_off_until_a_repository_is_named()
    {
        await using var bed = await TestBed.StartAsync();
        Should.Throw<InvalidOperationException>(bed.Get<DecisionPublisher>);
    }

    [Fact]
    public void Without_credentials_of_its_own_it_does_not_start()
    {
        using var folder = new TemporaryFolder();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Signing:KeyFile"] = folder.File("key.pem"),
            ["Publish:Repositories:0"] = "**",
        });
        Should.Throw<Hosting.Options.OptionsException>(builder.AddPolicyEvaluator).Message.ShouldContain("Publish:Registries");
    }

    private static Task<TestBed> StartAsync(LoopbackRegistry registry) => TestBed.StartAsync(new()
    {
        ["Publish:Repositories:0"] = "*/acme/**",
        ["Publish:Registries:0:Host"] = registry.Host,
        ["Publish:Registries:0:Insecure"] = "true",
    });

    private static Task<ArtifactDocument> AddAsync(TestBed bed, LoopbackRegistry registry, string repository = Repository, string name = "image")
    {
        var digest = registry.PutImage(repository, name, name);
        return bed.AddAsync(Sample.Artifact(digest, repository: repository) with { Id = $"{registry.Host}/{repository}@{digest}", Registry = registry.Host });
    }

    private static async Task<IReadOnlyList<Descriptor>> ReferrersAsync(LoopbackRegistry registry, Digest subject, string repository = Repository)
    {
        using var directory = new RegistryDirectory([new() { Host = registry.Host, Insecure = true }], TimeProvider.System);
        await using var source = directory.Open(registry.Host, repository)!;
        return await source.ListReferrersAsync(subject, default);
    }

    private static async Task<byte[]> BundleAsync(LoopbackRegistry registry, Digest manifest)
    {
        using var directory = new RegistryDirectory([new() { Host = registry.Host, Insecure = true }], TimeProvider.System);
        await using var source = directory.Open(registry.Host, Repository)!;
        var layer = ManifestParser.Parse((await source.GetManifestAsync(manifest.Text, default))!).Layers.ShouldHaveSingleItem();
        return (await source.ReadBlobAsync(layer, 1 << 20, default)).ShouldNotBeNull();
    }
}
