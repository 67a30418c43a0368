using System.Security.Cryptography;
using System.Text;
using Attestry.Bundles;
using Attestry.Contracts.Documents;
using Attestry.Oci.Registries;
using Attestry.PolicyEvaluator.Policies;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;
using Attestry.Rego.Bundles.Signatures;
using Attestry.TestKit.Servers;

namespace Attestry.PolicyEvaluator.Tests.Policies;

/// <summary>Bundles by others: from a registry, and signed.</summary>
public sealed class BundleOriginTests
{
    [Fact]
    public async Task A_tag_that_moves_in_a_registry_is_followed_and_no_evaluation_is_without_a_policy_meanwhile()
    {
        if (!DockerRegistryServer.IsAvailable(out var why))
        {
            Console.Error.WriteLine($"NOTICE a policy bundle was not followed in a registry: {why}");
            return;
        }
        await using var registry = await DockerRegistryServer.StartAsync();
        using var registries = new RegistryDirectory([new RegistryOptions { Host = registry.Name, Insecure = true }], TimeProvider.System);
        var repository = registries.Repository(registry.Name, "acme/policies")!;
        await BundlePush.PushAsync(repository, "stable", Archive(PolicyFolder.Passes), default);
        await using var bed = await TestBed.StartAsync(new()
        {
            ["Oci:Registries:0:Host"] = registry.Name,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Policies:Sets:0:Name"] = "acme",
            ["Policies:Sets:0:Source"] = $"oci://{registry.Name}/acme/policies:stable",
            ["Policies:ReloadInterval"] = "30.00:00:00",
        });
        var image = await bed.AddImageAsync();
        await bed.StoreAllAsync(image);
        await bed.EvaluateAsync(image);
        using var done = new CancellationTokenSource();
        // Others are judged all the while, by the one bundle or the other.
        var meanwhile = Task.Run(async () =>
        {
            var judged = new List<ArtifactDocument>();
            for (var i = 0; i < 5 || !done.IsCancellationRequested && i < 500; i++)
            {
                judged.Add(await bed.AddImageAsync($"other-{i}"));
                await bed.StoreAllAsync(judged[^1]);
                await bed.EvaluateAsync(judged[^1]);
            }
            return judged;
        });

        await BundlePush.PushAsync(repository, "stable", Archive(PolicyFolder.Denies), default);
        await PolicyFolder.ReloadAsync(bed);
        await BundlePush.PushAsync(repository, "stable", "This is no archive."u8.ToArray(), default);
        await PolicyFolder.ReloadAsync(bed);
        await done.CancelAsync();

        var decisions = await bed.DecisionsAsync(image);
        // These policies demand no evidence, so the host's own sweep may have decided while the evidence was still being stored.
        decisions.Where(one => one.Evidence.Count == 3).Select(one => one.State).ShouldBe([DecisionState.Passed, DecisionState.Failed]);
        decisions.ShouldAllBe(one => one.Evidence.Count == 3 || one.State == DecisionState.Passed);
        foreach (var other in await meanwhile)
            (await bed.DecisionsAsync(other)).SelectMany(one => one.Reasons).Select(reason => reason.Id).ShouldAllBe(id => id == "acme.denied");
        bed.Get<PolicyLoader>().Problems.ShouldHaveSingleItem().Works.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bundle_by_another_key_is_refused_and_what_it_covers_is_denied()
    {
        using var folder = new TemporaryFolder();
        using var ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllBytes(folder.File("bundle.tar.gz"), Signed(PolicyFolder.Passes, theirs));
        await using var bed = await TestBed.StartAsync(new()
        {
            ["Policies:Sets:0:Name"] = "acme",
            ["Policies:Sets:0:Source"] = folder.File("bundle.tar.gz"),
            ["Policies:Sets:0:Signature:KeyId"] = "release",
            ["Policies:Sets:0:Signature:Algorithm"] = "ES256",
            ["Policies:Sets:0:Signature:Key"] = ours.ExportSubjectPublicKeyInfoPem(),
            ["Policies:ReloadInterval"] = "30.00:00:00",
        });
        var image = await bed.AddImageAsync();
        await bed.StoreAllAsync(image);
        await bed.EvaluateAsync(image);
        (await bed.DecisionsAsync(image)).ShouldHaveSingleItem().Reasons.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.Unavailable);
        bed.Get<PolicyLoader>().Problems.ShouldHaveSingleItem().Reason.ShouldContain("signature");

        File.WriteAllBytes(folder.File("bundle.tar.gz"), Signed(PolicyFolder.Passes, ours));
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);

        // What replaces it must be signed as well.
        File.WriteAllBytes(folder.File("bundle.tar.gz"), Archive(PolicyFolder.Denies));
        await PolicyFolder.ReloadAsync(bed);
        (await bed.StatusAsync(image))!.State.ShouldBe(DecisionState.Passed);
        bed.Get<PolicyLoader>().Problems.ShouldHaveSingleItem().Works.ShouldBeTrue();
    }

    private static BundleFile[] Files(string policy) => [new("policy.rego", Encoding.UTF8.GetBytes(policy)), new(".manifest", """{"roots":["attestry"]}"""u8.ToArray())];

    private static byte[] Archive(string policy) => BundleWriter.WriteArchive(Files(policy));

    private static byte[] Signed(string policy, ECDsa key)
    {
        var files = Files(policy);
        return BundleWriter.WriteArchive([.. files, BundleSigner.Sign(files, new("release", "ES256", key.ExportPkcs8PrivateKeyPem()))]);
    }
}
