using System.Text;
using Attestry.Contracts.Documents;
using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;
using Attestry.EndToEnd.Verdicts;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Sbom.Tests;
using Attestry.Sigstore.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.EndToEnd;

/// <summary>Each policy set that is shipped denies an image that was pushed and is bad in one way, and passes one that is not.</summary>
public sealed class ShippedPoliciesTests(ShippedPolicies shipped) : IClassFixture<ShippedPolicies>
{
    private const string ReleaseBuild = "path\texample.org/app\nmod\texample.org/app\t(devel)\t\nbuild\t-trimpath=true\nbuild\tCGO_ENABLED=0\n";

    private ImagePublisher Registry => shipped.Registry;

    private KeylessReferrers Keyless => new(shipped.Sigstore);

    [Fact]
    public async Task Signed_by_whom()
    {
        await DeniedAsync("signed", TestImage.Build("signed/bad"), "policy.not-signed");
        // Trusted where signatures are verified, and not one of those whom this policy names.
        await DeniedAsync("signed", TestImage.Build("signed/other"), "policy.not-signed", image => Keyless.Sign(image, new()));
        await PassesAsync("signed", TestImage.Build("signed/good"), image => [Registry.Sign(image)]);
    }

    [Fact]
    public async Task Keyless_identity()
    {
        var main = new TestLeaf { Claims = KeylessReferrers.Claims("refs/heads/main") };
        await DeniedAsync("identity", TestImage.Build("identity/key"), "policy.identity-mismatch", Registry.Sign);
        await DeniedAsync("identity", TestImage.Build("identity/other"), "policy.identity-mismatch", image => Keyless.Sign(image, main with { Subject = "https://github.com/acme/other/.github/workflows/a.yml@refs/heads/main" }));
        await DeniedAsync("identity", TestImage.Build("identity/branch"), "policy.identity-mismatch", image => Keyless.Sign(image, main with { Claims = KeylessReferrers.Claims("refs/heads/topic") }));
        await PassesAsync("identity", TestImage.Build("identity/good"), image => [Keyless.Sign(image, main)]);
    }

    [Fact]
    public async Task Sbom_present()
    {
        await DeniedAsync("sbom", Unreadable("sbom/bad"), "policy.sbom-missing");
        await PassesAsync("sbom", TestImage.Build("sbom/good"));
    }

    [Theory]
    [InlineData("components", "policy.sbom-missing")]
    [InlineData("distroless", "policy.has-shell", "policy.has-package-manager")]
    [InlineData("go_binaries", "policy.go-not-all-examined")]
    public Task What_hides_in_a_layer_that_nobody_can_read_is_not_let_in(string folder, params string[] reasons) => DeniedAsync(folder, Unreadable($"{folder}/broken"), reasons);

    [Fact]
    public async Task Deny_listed_components()
    {
        await DeniedAsync("components", With("components/bad", layer => layer.AddFile("app/node_modules/event-stream/package.json", """{"name":"event-stream","version":"3.3.6"}"""u8.ToArray())), "policy.package-denied");
        await PassesAsync("components", With("components/good", layer => layer.AddFile("app/node_modules/event-stream/package.json", """{"name":"event-stream","version":"4.0.1"}"""u8.ToArray())));
    }

    [Fact]
    public async Task Slsa_build_level()
    {
        await DeniedAsync("slsa", TestImage.Build("slsa/none"), "policy.provenance-missing");
        await DeniedAsync("slsa", TestImage.Build("slsa/low"), "policy.slsa-level-too-low", image => Keyless.Provenance(image, "https://github.com/acme/app/.github/workflows/laptop.yml@refs/heads/main"));
        await PassesAsync("slsa", TestImage.Build("slsa/good"), image => [Keyless.Provenance(image, ShippedPolicies.Builder)]);
    }

    [Fact]
    public async Task Distroless_and_not_root()
    {
        await DeniedAsync("distroless", TestImage.Build("distroless/root") with { User = "" }, "policy.runs-as-root");
        await DeniedAsync("distroless", With("distroless/shell", layer => layer.AddFile("bin/sh", "shell"u8.ToArray(), executable: true)), "policy.has-shell");
        await DeniedAsync("distroless", With("distroless/apt", layer => layer.AddFile("usr/bin/apt-get", "apt"u8.ToArray(), executable: true)), "policy.has-package-manager");
        await PassesAsync("distroless", TestImage.Build("distroless/good"));
    }

    [Fact]
    public async Task Go_binaries()
    {
        await DeniedAsync("go_binaries", Go("go/paths", SyntheticGo.Inline(modules: ReleaseBuild.Replace("-trimpath=true", "-race=true", StringComparison.Ordinal))), "policy.go-paths");
        await PassesAsync("go_binaries", Go("go/good", SyntheticGo.Inline(modules: ReleaseBuild)));
    }

    private static ImageBuilder Unreadable(string name)
    {
        var garbage = "This is no archive."u8.ToArray();
        var broken = new BuiltLayer(new("application/vnd.oci.image.layer.v1.tar+gzip", Digest.Sha256(garbage), garbage.Length), Digest.Sha256("nothing"u8), garbage);
        return TestImage.Build(name) with { Layers = [broken] };
    }

    private static ImageBuilder Go(string name, byte[] program) => With(name, layer => layer.AddFile("app/server", program, executable: true));

    private static ImageBuilder With(string name, Func<LayerBuilder, LayerBuilder> add)
    {
        using var layer = new LayerBuilder();
        var image = TestImage.Build(name);
        return image with { Layers = [.. image.Layers, add(layer).Build()] };
    }

    private Task DeniedAsync(string folder, ImageBuilder image, string reason, params Func<Descriptor, SignatureManifest>[] attached) => DeniedAsync(folder, image, [reason], attached);

    /// <summary>For these reasons and no other.</summary>
    private async Task DeniedAsync(string folder, ImageBuilder image, string[] reasons, params Func<Descriptor, SignatureManifest>[] attached)
    {
        var verdict = await JudgeAsync(folder, image, DecisionState.Failed, pushed => [.. attached.Select(attach => attach(pushed))]);
        verdict.Admit.ShouldBeFalse();
        verdict.Reasons.Select(one => one.Id).Distinct().ShouldBe(reasons, ignoreOrder: true, verdict.ToString());
    }

    private async Task PassesAsync(string folder, ImageBuilder image, Func<Descriptor, IReadOnlyList<SignatureManifest>>? attached = null) =>
        (await JudgeAsync(folder, image, DecisionState.Passed, attached ?? (_ => []))).Admit.ShouldBeTrue();

    private async Task<Verdicts.Verdict> JudgeAsync(string folder, ImageBuilder image, DecisionState expected, Func<Descriptor, IReadOnlyList<SignatureManifest>> attached)
    {
        var pushed = await Registry.PushAsync($"{folder}/app", image, attached);
        return await shipped.Server.Verdicts.ExpectAsync($"{Registry.Host}/{folder}/app", pushed.Digest, expected);
    }
}
