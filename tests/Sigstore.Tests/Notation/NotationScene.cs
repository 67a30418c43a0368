using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Notation;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Notation;

/// <summary>One company, its signer, and the trust policy that each test varies in one thing.</summary>
public sealed class NotationScene : IDisposable
{
    internal const string Repository = "registry.example/team/app";

    internal static readonly Digest Artifact = Digest.Sha256("an image"u8);

    internal static readonly DateTimeOffset Now = TestSigstore.SignedAt.AddHours(1);

    public TestNotation Signer { get; } = new();

    internal static JsonObject Policy(string level = "strict", Action<JsonObject>? change = null)
    {
        var statement = new JsonObject
        {
            ["name"] = "release",
            ["registryScopes"] = new JsonArray(Repository),
            ["signatureVerification"] = new JsonObject { ["level"] = level },
            ["trustStores"] = new JsonArray("ca:acme"),
            ["trustedIdentities"] = new JsonArray("x509.subject: C=US, ST=WA, O=acme"),
        };
        change?.Invoke(statement);
        return new() { ["version"] = "1.0", ["trustPolicies"] = new JsonArray(statement) };
    }

    internal static (NotationTrust? Trust, string? Error) Read(JsonObject policy, params (string Store, byte[] Certificate)[] stores)
    {
        var (trust, finding) = NotationTrust.Read(
            Encoding.UTF8.GetBytes(policy.ToJsonString()), stores.GroupBy(one => one.Store).ToDictionary(group => group.Key, group => (IReadOnlyList<byte[]>)[.. group.Select(one => one.Certificate)]));
        return (trust, finding?.Message);
    }

    internal SignatureResult Verify(string mediaType, byte[] envelope, JsonObject? policy = null, DateTimeOffset? now = null, TestNotation? signer = null, params (string, byte[])[] stores)
    {
        var (trust, error) = Read(policy ?? Policy(), [("ca:acme", (signer ?? Signer).Root.RawData), .. stores]);
        return trust.ShouldNotBeNull(error).For(Repository).ShouldNotBeNull().Verify(mediaType, envelope, Artifact, now ?? Now);
    }

    /// <summary>Verifies both kinds of envelope, which must come to the same.</summary>
    internal SignatureResult Both(TestNotationSigning? how = null, JsonObject? policy = null, DateTimeOffset? now = null, TestNotation? signer = null, params (string, byte[])[] stores)
    {
        var by = signer ?? Signer;
        var jws = Verify(NotationMediaTypes.Jws, by.Jws(Artifact, how), policy, now, by, stores);
        var cose = Verify(NotationMediaTypes.Cose, by.Cose(Artifact, how), policy, now, by, stores);
        (cose.Verified, cose.Finding?.Id).ShouldBe((jws.Verified, jws.Finding?.Id), $"{jws.Finding} {cose.Finding}");
        return jws;
    }

    internal void Refuses(string id, TestNotationSigning? how = null, JsonObject? policy = null, DateTimeOffset? now = null, TestNotation? signer = null, params (string, byte[])[] stores)
    {
        var result = Both(how, policy, now, signer, stores);
        (result.Verified, result.Finding?.Id).ShouldBe((false, id), result.Finding?.Message);
    }

    public void Dispose() => Signer.Dispose();
}
