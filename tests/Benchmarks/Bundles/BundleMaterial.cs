using System.Text;
using Attestry.Primitives;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Trust;
using Attestry.TestKit;
using Attestry.TestKit.Signing;

namespace Attestry.Benchmarks.Bundles;

/// <summary>A bundle that verifies, and everything that is needed to see it.</summary>
internal sealed record BundleMaterial(string Name, byte[] Bundle, byte[] Root, IReadOnlyCollection<Digest> Artifact, TrustPolicy Policy, DateTimeOffset Now)
{
    private const string Workflow =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";

    /// <summary>As the public instances sign: by certificate with a promise of the certificate log, in either version of Rekor.</summary>
    internal static IReadOnlyList<BundleMaterial> All()
    {
        using var sigstore = new TestSigstore();
        return
        [
            Made(sigstore, "v0.3, Rekor v1", new()),
            Made(sigstore, "v0.3, Rekor v2, timestamp", new() { IsTile = true, StampedAt = TestSigstore.SignedAt }),
            .. Public("public v0.3, Rekor v1", "bundle-with-sct-with-extensions"),
            .. Public("public v0.3, Rekor v2, timestamp", "rekor2-happy-path"),
        ];
    }

    /// <exception cref="BenchmarkException">It does not verify, so that its speed would say nothing.</exception>
    internal void Verify(TrustedRoot root)
    {
        var result = PolicyVerifier.Verify(Bundle, Artifact, root, Policy, Now);
        if (!result.Verified)
            throw new BenchmarkException($"{Name}: {string.Join("; ", result.Findings.Select(finding => finding.Message))}");
    }

    internal TrustedRoot ReadRoot() => TrustedRoot.Read(Root) is var (root, finding) && root is not null ? root : throw new BenchmarkException(finding!.Message);

    private static BundleMaterial Made(TestSigstore sigstore, string name, TestSigning signing)
    {
        var artifact = Encoding.UTF8.GetBytes("an artifact");
        return new(
            name,
            Encoding.UTF8.GetBytes(sigstore.Sign(artifact, signing).ToJsonString()),
            Encoding.UTF8.GetBytes(sigstore.RootJson().ToJsonString()),
            [Digest.Sha256(artifact)],
            TrustPolicy.Create([TestSigstore.Identity], []),
            TestSigstore.SignedAt.AddHours(1));
    }

    private static IEnumerable<BundleMaterial> Public(string name, string folder)
    {
        if (Corpora.Path($"sigstore/bundle-verify/{folder}") is not { } path)
            yield break;
        var identity = new TrustedIdentity(TextPattern.Exactly("https://token.actions.githubusercontent.com"), TextPattern.Exactly(Workflow));
        var material = new BundleMaterial(
            name,
            File.ReadAllBytes(Path.Combine(path, "bundle.sigstore.json")),
            File.ReadAllBytes(Path.Combine(path, "trusted_root.json")),
            [Digest.Sha256(File.ReadAllBytes(Path.Combine(path, "..", "a.txt")))],
            TrustPolicy.Create([identity], []),
            new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        yield return material;
    }
}
