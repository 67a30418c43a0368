using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Tests.Keyless;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Trust;

public sealed class TrustedRootTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    [Fact]
    public void Reads_the_public_instance_s_root()
    {
        if (Corpora.Path("sigstore/public-good/trusted_root.json") is { } path)
            TrustedRoot.Read(File.ReadAllBytes(path)).Root.ShouldNotBeNull();
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "an unknown version", """{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.9"}""" },
        { "no version", """{"mediaType":null}""" },
        { "an unknown field", """{"revoked":[]}""" },
        { "a list that is none", """{"tlogs":{}}""" },
        { "a log without a key", """{"tlogs":[{"hashAlgorithm":"SHA2_256","logId":{"keyId":"AAAAAAAA"}}]}""" },
        { "a log with a broken key", """{"tlogs":[{"hashAlgorithm":"SHA2_256","logId":{"keyId":"AAAAAAAA"},"publicKey":{"keyDetails":"PKIX_ED25519","rawBytes":"AAAA"}}]}""" },
        { "an authority without certificates", """{"certificateAuthorities":[{"certChain":{"certificates":[]}}]}""" },
        { "an authority with a broken certificate", """{"certificateAuthorities":[{"certChain":{"certificates":[{"rawBytes":"AAAA"}]}}]}""" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_a_root_with(string what, string replaced)
    {
        what.ShouldNotBeEmpty();
        var json = scene.Sigstore.RootJson();
        foreach (var (name, value) in JsonNode.Parse(replaced)!.AsObject())
            json[name] = value?.DeepClone();

        Refuses(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    [Fact]
    public void Refuses_a_key_of_another_kind_than_stated_and_a_time_that_is_none()
    {
        var key = scene.Sigstore.RootJson();
        key["tlogs"]![0]!["publicKey"]!["keyDetails"] = "PKIX_ED25519";
        Refuses(Encoding.UTF8.GetBytes(key.ToJsonString()));
        var time = scene.Sigstore.RootJson();
        KeylessScene.Trust(time, "ctlogs", 0, "yesterday", null);
        Refuses(Encoding.UTF8.GetBytes(time.ToJsonString()));
    }

    [Theory]
    [InlineData("tlogs")]
    [InlineData("ctlogs")]
    [InlineData("certificateAuthorities")]
    [InlineData("timestampAuthorities")]
    public void Refuses_a_time_range_without_a_start(string kind)
    {
        foreach (var range in new[] { "{}", """{"end":"2030-01-01T00:00:00Z"}""", """{"start":null}""" })
        {
            var root = scene.Sigstore.RootJson();
            var one = root[kind]![0]!.AsObject();
            (one["publicKey"]?.AsObject() ?? one)["validFor"] = JsonNode.Parse(range);
            Refuses(Encoding.UTF8.GetBytes(root.ToJsonString()));
        }
    }

    [Fact]
    public void Refuses_what_is_no_JSON_or_too_long()
    {
        var text = scene.Sigstore.RootJson().ToJsonString();

        foreach (var bad in new[] { "", "[]", text[..^1], text + "{}", text.Insert(1, "\"tlogs\":[],") })
            Refuses(Encoding.UTF8.GetBytes(bad));
        Refuses(Encoding.UTF8.GetBytes(text + new string(' ', 2 << 20)));
    }

    [Fact]
    public void A_log_with_a_kind_of_key_that_it_does_not_know_vouches_for_nothing_and_the_others_still_do()
    {
        var bundle = scene.Sign();
        var tile = scene.Sign(new() { IsTile = true, StampedAt = TestSigstore.SignedAt });

        scene.Refuses(bundle, LogFindings.Untrusted, root: Unknown);
        scene.Verify(tile, root: Unknown).Verified.ShouldBeTrue();

        static void Unknown(JsonObject root) => root["tlogs"]![0]!["publicKey"]!["keyDetails"] = "PKIX_ML_DSA_65";
    }

    private static void Refuses(byte[] bytes)
    {
        var (root, finding) = TrustedRoot.Read(bytes);
        root.ShouldBeNull();
        finding!.Id.ShouldBe(SignatureFindings.Malformed);
    }
}
