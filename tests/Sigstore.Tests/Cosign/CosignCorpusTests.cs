using System.Text;
using System.Text.Json.Nodes;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Cosign;

/// <summary>A repository as cosign 3.1.1 left it, and what becomes of its signatures when anything about them is changed.</summary>
public sealed class CosignCorpusTests
{
    private const string Repository = "lib/app";

    private static readonly SigningKey Stranger = SigningKey.GenerateEcdsaP256();

    private static string? Folder => Corpora.Path("cosign");

    [Theory]
    [InlineData("old", true, SignatureLayouts.CosignTag)]
    [InlineData("old", false, SignatureLayouts.CosignTag)]
    [InlineData("new", true, SignatureLayouts.SigstoreBundle)]
    [InlineData("new", false, SignatureLayouts.SigstoreBundle)]
    public async Task One_signature_and_three_attestations_verify(string tag, bool referrersApi, string layout)
    {
        if (Folder is not { } folder)
            return;
        var (image, materials) = await CollectAsync(folder, tag, referrersApi);
        var results = materials.Select(material => (material.Layout, Result: material.Verify(image, Key(folder)))).ToList();

        results.ShouldAllBe(one => one.Result.Verified && one.Layout == layout && one.Result.SignedDigest == image);
        results.Count(one => !one.Result.IsAttestation).ShouldBe(1);
        results.Where(one => one.Result.IsAttestation).Select(one => one.Result.PredicateType)
            .ShouldBe(["https://spdx.dev/Document", "https://cyclonedx.org/bom", "https://slsa.dev/provenance/v1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_unsigned_image_has_no_signature(bool referrersApi)
    {
        if (Folder is { } folder)
            (await CollectAsync(folder, "unsigned", referrersApi)).Materials.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_signature_verifies_with_another_key_or_for_another_image()
    {
        if (Folder is not { } folder)
            return;
        foreach (var tag in new[] { "old", "new" })
        {
            var (image, materials) = await CollectAsync(folder, tag, referrersApi: true);
            foreach (var material in materials)
            {
                material.Verify(image, Stranger.Public).Verified.ShouldBeFalse();
                var other = material.Verify(Digest.Sha256("another"u8), Key(folder));
                other.Verified.ShouldBeFalse();
                other.Finding!.Id.ShouldBe(SignatureFindings.DigestMismatch);
            }
        }
    }

    private static readonly Dictionary<string, (Func<FoundMaterial, FoundMaterial> Change, string Finding)> OldMutations = new()
    {
        ["a bit of the digest"] = (Payload(text => text.Replace("d4b575d", "d4b575e")), SignatureFindings.Invalid),
        ["the digest of another"] = (Payload(text => text.Replace("73495259a8d4b575d33ebebb43bc92fd92f6acbbf263700c53fdd7a136b3470c", new string('0', 64))), SignatureFindings.Invalid),
        ["the type"] = (Payload(text => text.Replace("cosign container", "cosigm container")), SignatureFindings.Invalid),
        ["the reference"] = (Payload(text => text.Replace("lib/app", "lib/apq")), SignatureFindings.Invalid),
        ["optional content"] = (Payload(text => text.Replace("null", "{}")), SignatureFindings.Invalid),
        ["white space"] = (Payload(text => text + " "), SignatureFindings.Invalid),
        ["a field named twice"] = (Payload(text => text.Insert(1, "\"optional\":null,")), SignatureFindings.Invalid),
        ["the end cut off"] = (Payload(text => text[..^1]), SignatureFindings.Invalid),
        ["no payload"] = (Payload(_ => ""), SignatureFindings.Invalid),
        ["the first bit of the signature"] = (Signature(bytes => Flip(bytes, 0)), SignatureFindings.Invalid),
        ["a bit of r"] = (Signature(bytes => Flip(bytes, 80)), SignatureFindings.Invalid),
        ["a bit of s"] = (Signature(bytes => Flip(bytes, (bytes.Length * 8) - 1)), SignatureFindings.Invalid),
        ["a byte behind the signature"] = (Signature(bytes => [.. bytes, 0]), SignatureFindings.Invalid),
        ["a signature of nothing"] = (Signature(_ => Stranger.Sign([])), SignatureFindings.Invalid),
        ["no signature"] = (Annotation(_ => ""), SignatureFindings.Malformed),
        ["a signature that is no base64"] = (Annotation(text => "!" + text[1..]), SignatureFindings.Malformed),
        ["base64 with stray bits"] = (Annotation(text => text[..^2] + "F="), SignatureFindings.Malformed),
    };

    private static readonly Dictionary<string, (Func<FoundMaterial, FoundMaterial> Change, string Finding)> NewMutations = new()
    {
        ["the version"] = (Json(root => root["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.2+json"), SignatureFindings.Malformed),
        ["an unknown field"] = (Json(root => root["extra"] = 1), SignatureFindings.Malformed),
        ["no verification material"] = (Json(root => root.Remove("verificationMaterial")), SignatureFindings.Malformed),
        ["no key"] = (Json(root => root["verificationMaterial"]!.AsObject().Remove("publicKey")), SignatureFindings.Malformed),
        ["a certificate for the key"] = (Json(root => root["verificationMaterial"] = new JsonObject { ["certificate"] = new JsonObject { ["rawBytes"] = "AAAA" } }), SignatureFindings.KeylessUnsupported),
        ["a certificate beside the key"] = (Json(root => root["verificationMaterial"]!["certificate"] = new JsonObject { ["rawBytes"] = "AAAA" }), SignatureFindings.Malformed),
        ["a message signature beside the envelope"] = (Json(root => root["messageSignature"] = new JsonObject { ["signature"] = "AAAA" }), SignatureFindings.Malformed),
        ["a bit of the payload"] = (Envelope((dsse, _) => dsse["payload"] = Base64(dsse["payload"]!, bytes => Flip(bytes, 200))), SignatureFindings.Invalid),
        ["the subject"] = (Envelope((dsse, _) => dsse["payload"] = Base64(dsse["payload"]!, Replace("d1247340", "d1247341"))), SignatureFindings.Invalid),
        ["the predicate type"] = (Envelope((dsse, _) => dsse["payload"] = Base64(dsse["payload"]!, Replace("sign/v1", "sign/v2"))), SignatureFindings.Invalid),
        ["the payload type"] = (Envelope((dsse, _) => dsse["payloadType"] = "application/vnd.in-toto.json"), SignatureFindings.Invalid),
        ["an empty payload"] = (Envelope((dsse, _) => dsse["payload"] = ""), SignatureFindings.Invalid),
        ["a payload in loose base64"] = (Envelope((dsse, _) => dsse["payload"] = dsse["payload"]!.GetValue<string>() + "\n"), SignatureFindings.Malformed),
        ["no signature"] = (Envelope((dsse, _) => dsse["signatures"] = new JsonArray()), SignatureFindings.Malformed),
        ["two signatures"] = (Envelope((dsse, signature) => dsse["signatures"]!.AsArray().Add(signature.DeepClone())), SignatureFindings.Malformed),
        ["a bit of the signature"] = (Envelope((_, signature) => signature["sig"] = Base64(signature["sig"]!, bytes => Flip(bytes, 300))), SignatureFindings.Invalid),
        ["another's signature"] = (Envelope((_, signature) => signature["sig"] = Convert.ToBase64String(Stranger.Sign([1]))), SignatureFindings.Invalid),
        ["the end cut off"] = (Payload(text => text[..^1]), SignatureFindings.Malformed),
        ["a field named twice"] = (Payload(text => text.Insert(1, "\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",")), SignatureFindings.Malformed),
        ["something behind the end"] = (Payload(text => text + "{}"), SignatureFindings.Malformed),
    };

    public static TheoryData<string> OldNames => [.. OldMutations.Keys];

    public static TheoryData<string> NewNames => [.. NewMutations.Keys];

    [Theory]
    [MemberData(nameof(OldNames))]
    public Task Refuses_simple_signing_with_a_change_of(string name) => RefusesAsync("old", CosignMediaTypes.SimpleSigning, OldMutations[name]);

    [Theory]
    [MemberData(nameof(NewNames))]
    public Task Refuses_a_bundle_with_a_change_of(string name) => RefusesAsync("new", BundleMediaTypes.V03, NewMutations[name]);

    private static async Task RefusesAsync(string tag, string mediaType, (Func<FoundMaterial, FoundMaterial> Change, string Finding) mutation)
    {
        if (Folder is not { } folder)
            return;
        var (image, materials) = await CollectAsync(folder, tag, referrersApi: true);
        var signature = materials.Single(material => material.MediaType == mediaType && !material.Verify(image, Key(folder)).IsAttestation);
        var changed = mutation.Change(signature);

        signature.Verify(image, Key(folder)).Verified.ShouldBeTrue();
        (changed.Content.Span.SequenceEqual(signature.Content.Span) && changed.Annotations.SequenceEqual(signature.Annotations)).ShouldBeFalse();
        var result = changed.Verify(image, Key(folder));
        result.Verified.ShouldBeFalse();
        result.Key.ShouldBeNull();
        result.Finding!.Id.ShouldBe(mutation.Finding);
    }

    private static VerificationKey Key(string folder) => VerificationKey.FromPem(File.ReadAllText(Path.Combine(folder, "cosign.pub")));

    private static async Task<(Digest Image, IReadOnlyList<FoundMaterial> Materials)> CollectAsync(string folder, string tag, bool referrersApi)
    {
        await using var registry = await LoopbackRegistry.StartAsync(referrersApi);
        registry.PutLayout(Repository, Path.Combine(folder, "layout"));
        using var directory = new RegistryDirectory([new() { Host = registry.Host, Insecure = true }], TimeProvider.System);
        await using var source = directory.Open(registry.Host, Repository)!;
        var image = (await source.GetManifestAsync(tag, default))!.Digest;
        var (materials, contents) = await FoundMaterial.CollectAsync(source, image);
        contents.Findings.ShouldBeEmpty();
        return (image, materials);
    }

    private static Func<FoundMaterial, FoundMaterial> Payload(Func<string, string> change) =>
        material => material with { Content = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(material.Content.Span))) };

    private static Func<FoundMaterial, FoundMaterial> Annotation(Func<string, string> change) => material => material with
    {
        Annotations = material.Annotations.ToDictionary(pair => pair.Key, pair => change(pair.Value)),
    };

    private static Func<FoundMaterial, FoundMaterial> Signature(Func<byte[], byte[]> change) =>
        Annotation(text => Convert.ToBase64String(change(Convert.FromBase64String(text))));

    private static Func<FoundMaterial, FoundMaterial> Json(Action<JsonObject> change) => Payload(text =>
    {
        var root = JsonNode.Parse(text)!.AsObject();
        change(root);
        return root.ToJsonString();
    });

    private static Func<FoundMaterial, FoundMaterial> Envelope(Action<JsonObject, JsonObject> change) =>
        Json(root => change(root["dsseEnvelope"]!.AsObject(), root["dsseEnvelope"]!["signatures"]![0]!.AsObject()));

    private static string Base64(JsonNode node, Func<byte[], byte[]> change) => Convert.ToBase64String(change(Convert.FromBase64String(node.GetValue<string>())));

    private static Func<byte[], byte[]> Replace(string from, string to) => bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(from, to));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return bytes;
    }
}
