using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Sigstore.Bundles;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

/// <summary>
/// Bundles by certificate, changed by one bit: nothing that is signed can change. What is not signed (white space around a
/// timestamp's token, say) may, and then the bundle still says the same of the same signer.
/// </summary>
public sealed class KeylessMutationTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    private const int Rounds = 150;

    /// <summary>Every proof that the bundles carry is demanded, so that none can be spoilt unseen.</summary>
    private static readonly Dictionary<string, (TestSigning Signing, int Times)> Bundles = new()
    {
        ["Rekor v1"] = (new() { StampedAt = TestSigstore.SignedAt }, 2),
        ["Rekor v1, envelope"] = (new() { Kind = "dsse", Envelope = true, StampedAt = TestSigstore.SignedAt }, 2),
        ["Rekor v2"] = (new() { IsTile = true, StampedAt = TestSigstore.SignedAt }, 1),
        ["Rekor v2, envelope"] = (new() { IsTile = true, Envelope = true, StampedAt = TestSigstore.SignedAt, StampWithCertificate = true }, 1),
    };

    /// <summary>Fields every bit of which is under a signature, directly or through a hash.</summary>
    private static readonly string[] Signed = ["payload", "sig", "signature", "rawBytes", "canonicalizedBody", "signedEntryTimestamp", "rootHash", "hashes", "keyId", "digest"];

    public static TheoryData<string> Names => [.. Bundles.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_bit_of_what_is_signed_can_change(string name)
    {
        var (signing, times) = Bundles[name];
        var bundle = scene.Sign(signing);
        var (root, policy) = (scene.Sigstore.Root(), KeylessScene.Policy(1, times));
        Verify(bundle).Verified.ShouldBeTrue();
        var random = new Random(name.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = bundle.DeepClone().AsObject();
            var fields = Binary(changed).Where(field => Signed.Contains(field.Name)).ToList();
            var (field, set) = (fields[random.Next(fields.Count)], fields.Count);
            set.ShouldBeGreaterThan(5);
            var bytes = Convert.FromBase64String(field.Value);
            var bit = random.Next(bytes.Length * 8);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            field.Set(Convert.ToBase64String(bytes));
            var result = Verify(changed);
            result.Verified.ShouldBeFalse($"round {round}: bit {bit} of {field.Name}");
            result.Findings.ShouldNotBeEmpty();
        }

        BundleVerification Verify(JsonObject json) =>
            PolicyVerifier.Verify(Encoding.UTF8.GetBytes(json.ToJsonString()), [Digest.Sha256(KeylessScene.Artifact)], root, policy, KeylessScene.Now);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_change_of_a_character_makes_it_say_something_else(string name)
    {
        var (signing, times) = Bundles[name];
        var original = scene.Sign(signing);
        var text = Encoding.UTF8.GetBytes(original.ToJsonString());
        var (root, policy) = (scene.Sigstore.Root(), KeylessScene.Policy(1, times));
        var wanted = PolicyVerifier.Verify(text, [Digest.Sha256(KeylessScene.Artifact)], root, policy, KeylessScene.Now);
        var random = new Random(20261122 + name.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var changed = text.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(32, 127);
            var result = PolicyVerifier.Verify(changed, [Digest.Sha256(KeylessScene.Artifact)], root, policy, KeylessScene.Now);
            if (!result.Verified)
                continue;
            result.SignedDigest.ShouldBe(wanted.SignedDigest);
            result.PredicateType.ShouldBe(wanted.PredicateType);
            result.Identity!.Subjects.ShouldBe(wanted.Identity!.Subjects);
            result.Logs.ShouldBe(wanted.Logs);
            result.Times.ShouldBe(wanted.Times);
        }
    }

    private static IEnumerable<(string Name, string Value, Action<string> Set)> Binary(JsonNode node, string name = "")
    {
        switch (node)
        {
            case JsonObject fields:
                return fields.ToList().SelectMany(field => field.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String
                    ? [(field.Key, value.GetValue<string>(), text => fields[field.Key] = text)]
                    : Binary(field.Value!, field.Key));
            case JsonArray items:
                return Enumerable.Range(0, items.Count).SelectMany(at => items[at] is JsonValue value
                    ? [(name, value.GetValue<string>(), text => items[at] = text)]
                    : Binary(items[at]!, name));
            default:
                return [];
        }
    }
}
