using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

/// <summary>One Sigstore for a class of tests, and the verification that each of them varies in one thing.</summary>
public sealed class KeylessScene : IDisposable
{
    internal static readonly byte[] Artifact = Encoding.UTF8.GetBytes("an image");

    internal static readonly DateTimeOffset Now = TestSigstore.SignedAt.AddHours(1);

    /// <summary>A certificate that lives as long as tests like to move times.</summary>
    internal static readonly TestLeaf LongLived = new() { NotBefore = TestSigstore.SignedAt.AddDays(-10), NotAfter = TestSigstore.SignedAt.AddDays(10) };

    public TestSigstore Sigstore { get; } = new();

    internal JsonObject Sign(TestSigning? signing = null) => Sigstore.Sign(Artifact, signing ?? new());

    internal BundleVerification Verify(JsonObject bundle, TrustPolicy? policy = null, Action<JsonObject>? root = null, DateTimeOffset? now = null) =>
        PolicyVerifier.Verify(
            Encoding.UTF8.GetBytes(bundle.ToJsonString()), [Digest.Sha256(Artifact)], Sigstore.Root(root), policy ?? Policy(), now ?? Now);

    internal void Refuses(JsonObject bundle, string id, TrustPolicy? policy = null, Action<JsonObject>? root = null, DateTimeOffset? now = null)
    {
        var result = Verify(bundle, policy, root, now);
        result.Verified.ShouldBeFalse();
        result.Findings.ShouldNotBeEmpty();
        result.Findings.Select(finding => finding.Id).ShouldContain(id);
        result.Key.ShouldBeNull();
    }

    internal static TrustPolicy Policy(int logs = 1, int times = 1, VerificationKey? key = null) =>
        TrustPolicy.Create([TestSigstore.Identity], key is null ? [] : [key], logs, times);

    internal static JsonObject Material(JsonObject bundle) => bundle["verificationMaterial"]!.AsObject();

    internal static JsonObject Entry(JsonObject bundle) => Material(bundle)["tlogEntries"]![0]!.AsObject();

    internal static void Trust(JsonObject root, string kind, int at, string start, string? end)
    {
        var authority = root[kind]![at]!.AsObject();
        var holder = authority["publicKey"]?.AsObject() ?? authority;
        holder["validFor"] = end is null ? new JsonObject { ["start"] = start } : new JsonObject { ["start"] = start, ["end"] = end };
    }

    public void Dispose() => Sigstore.Dispose();
}
