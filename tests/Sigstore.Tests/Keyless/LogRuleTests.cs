using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

public sealed class LogRuleTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    private static readonly TestSigning Tile = new() { IsTile = true, StampedAt = TestSigstore.SignedAt };

    [Theory]
    [InlineData("hashedrekord", false, false)]
    [InlineData("hashedrekord", false, true)]
    [InlineData("dsse", false, true)]
    [InlineData("intoto", false, true)]
    [InlineData("hashedrekord", true, false)]
    [InlineData("hashedrekord", true, true)]
    [InlineData("dsse", true, true)]
    public void Verifies_every_kind_of_entry(string kind, bool tile, bool envelope)
    {
        var result = scene.Verify(scene.Sign(new() { Kind = kind, IsTile = tile, Envelope = envelope, StampedAt = tile ? TestSigstore.SignedAt : null }));

        result.Findings.ShouldBeEmpty();
        result.Verified.ShouldBeTrue();
        result.IsAttestation.ShouldBe(envelope);
        result.SignedDigest.ShouldBe(Digest.Sha256(KeylessScene.Artifact));
        result.Logs.ShouldBe([tile ? "log2026.rekor.test" : "rekor.test"]);
        result.Times.ShouldHaveSingleItem().Time.ShouldBe(TestSigstore.SignedAt);
    }

    [Theory]
    [InlineData("hashedrekord", false, false)]
    [InlineData("dsse", false, true)]
    [InlineData("intoto", false, true)]
    [InlineData("hashedrekord", true, false)]
    [InlineData("dsse", true, true)]
    public void Refuses_an_entry_about_another_signature_signer_or_content(string kind, bool tile, bool envelope)
    {
        var signing = new TestSigning { Kind = kind, IsTile = tile, Envelope = envelope, StampedAt = TestSigstore.SignedAt };
        var (bundle, again) = (scene.Sign(signing), scene.Sign(signing));

        // Two signatures by one key over one content differ, and so do two certificates for one key.
        Swap(bundle, again);
        scene.Refuses(bundle, LogFindings.EntryMismatch);
        var certificate = scene.Sign(signing);
        KeylessScene.Material(certificate)["certificate"] = KeylessScene.Material(again)["certificate"]!.DeepClone();
        scene.Refuses(certificate, LogFindings.EntryMismatch);
    }

    [Fact]
    public void Refuses_an_entry_whose_content_is_another()
    {
        foreach (var signing in new[] { new(), Tile })
        {
            var bundle = scene.Sign(signing);
            var log = signing.IsTile ? scene.Sigstore.Tiles : scene.Sigstore.Rekor;
            var entry = KeylessScene.Entry(bundle);
            var body = Body(entry);
            var other = Digest.Sha256("another"u8);
            if (signing.IsTile)
                body["spec"]!["hashedRekordV002"]!["data"]!["digest"] = Convert.ToBase64String(other.ToBytes());
            else
                body["spec"]!["data"]!["hash"]!["value"] = other.Hex;
            var (kind, version) = (body["kind"]!.GetValue<string>(), body["apiVersion"]!.GetValue<string>());
            KeylessScene.Material(bundle)["tlogEntries"] = new JsonArray(log.Add(kind, version, body.ToJsonString(), TestSigstore.SignedAt));
            scene.Refuses(bundle, LogFindings.EntryMismatch);
        }
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "logIndex", "\"1\"", LogFindings.PromiseInvalid },
        { "logIndex", "\"-1\"", SignatureFindings.Malformed },
        { "logIndex", "\"01\"", SignatureFindings.Malformed },
        { "logIndex", "\"9223372036854775808\"", SignatureFindings.Malformed },
        { "logId", """{"keyId":"AAAAAAAA"}""", LogFindings.Untrusted },
        { "kindVersion", """{"kind":"hashedrekord","version":"0.0.3"}""", LogFindings.EntryUnsupported },
        { "kindVersion", """{"kind":"hashedrekord","version":"0.0.2"}""", LogFindings.EntryMalformed },
        { "kindVersion", """{"kind":"dsse","version":"0.0.1"}""", LogFindings.EntryMalformed },
        { "integratedTime", "\"1772366401\"", LogFindings.PromiseInvalid },
        { "inclusionPromise", """{"signedEntryTimestamp":"AAAA"}""", LogFindings.PromiseInvalid },
        { "inclusionPromise", "null", TimestampFindings.Missing },
        { "inclusionProof", "null", LogFindings.ProofMissing },
        { "canonicalizedBody", "\"e30=\"", LogFindings.EntryMalformed },
        { "canonicalizedBody", "\"AAAA\"", LogFindings.EntryMalformed },
        { "surprise", "1", SignatureFindings.Malformed },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Refuses_an_entry_with_one_field_changed(string field, string value, string id)
    {
        var bundle = scene.Sign();
        KeylessScene.Entry(bundle)[field] = JsonNode.Parse(value);
        scene.Refuses(bundle, id);
    }

    public static TheoryData<string, string, string> ProofChanges => new()
    {
        { "logIndex", "\"0\"", LogFindings.ProofInvalid },
        { "treeSize", "\"0\"", LogFindings.ProofInvalid },
        { "treeSize", "\"4096\"", LogFindings.ProofInvalid },
        { "hashes", "[]", LogFindings.ProofInvalid },
        { "hashes", "[\"AAAA\"]", LogFindings.ProofInvalid },
        { "rootHash", "\"AAAA\"", LogFindings.ProofInvalid },
        { "checkpoint", "null", LogFindings.ProofMissing },
        { "checkpoint", """{"envelope":""}""", LogFindings.ProofMissing },
        { "checkpoint", """{"envelope":"\n\n"}""", LogFindings.CheckpointInvalid },
        { "checkpoint", """{"envelope":"rekor.test\n\n\u2014 rekor.test AAAAAAA=\n"}""", LogFindings.CheckpointInvalid },
    };

    [Theory]
    [MemberData(nameof(ProofChanges))]
    public void Refuses_a_proof_with_one_field_changed(string field, string value, string id)
    {
        foreach (var signing in new[] { new(), Tile })
        {
            var bundle = scene.Sign(signing);
            KeylessScene.Entry(bundle)["inclusionProof"]![field] = JsonNode.Parse(value);
            // A tiled log has one index only, so that a changed one contradicts the entry.
            scene.Refuses(bundle, signing.IsTile && field == "logIndex" ? LogFindings.EntryMalformed : id);
        }
    }

    [Fact]
    public void Demands_that_the_log_itself_signed_the_checkpoint_of_this_tree()
    {
        var log = scene.Sigstore.Tiles;
        var bundle = scene.Sign(Tile);
        var proof = KeylessScene.Entry(bundle)["inclusionProof"]!;
        var (size, root) = (proof["treeSize"]!.GetValue<string>(), proof["rootHash"]!.GetValue<string>());
        var good = $"{log.Name}\n{size}\n{root}\n";
        var line = log.Checkpoint(good)[(good.Length + 1)..];

        Result(log.Checkpoint(good)).ShouldBeNull();
        Result(log.Checkpoint(good + "an extension\n")).ShouldBeNull();
        Result($"{good}\n\u2014 witness.test AAAAAAAAAAAA\n{line}").ShouldBeNull();
        Result($"{good}\n\u2014 {log.Name} AAAAAAAA\n{line}").ShouldBeNull();
        foreach (var bad in new[]
        {
            log.Checkpoint($"{log.Name}\n{size}1\n{root}\n"),
            log.Checkpoint($"{log.Name}\n{size}\n{Convert.ToBase64String(new byte[32])}\n"),
            log.Checkpoint($"{log.Name}\n0{size}\n{root}\n"),
            log.Checkpoint($"{log.Name}\n{root}\n"),
            log.Checkpoint($"other.test\n{size}\n{root}\n"),
            log.Checkpoint(good).Replace($"\u2014 {log.Name}", "\u2014 other.test", StringComparison.Ordinal),
            $"{good}\n\u2014 witness.test AAAAAAAAAAAA\n",
            good,
            $"{good}\n",
            log.Checkpoint(good).TrimEnd('\n'),
            log.Checkpoint(good) + "\n",
            $"{good}\n{line.Replace("\u2014", "-", StringComparison.Ordinal)}",
            $"{good}\n" + string.Concat(Enumerable.Repeat("\u2014 witness.test AAAAAAAAAAAA\n", 200)) + line,
        })
            Result(bad).ShouldBe(LogFindings.CheckpointInvalid, bad);

        string? Result(string checkpoint)
        {
            proof["checkpoint"]!["envelope"] = checkpoint;
            var result = scene.Verify(bundle);
            result.Verified.ShouldBe(result.Findings.Count == 0);
            return result.Findings.Count > 0 ? result.Findings[0].Id : null;
        }
    }

    [Fact]
    public void A_time_without_the_log_s_promise_is_only_a_claim()
    {
        var bundle = scene.Sign(new() { StampedAt = TestSigstore.SignedAt });
        KeylessScene.Entry(bundle).Remove("inclusionPromise");

        var result = scene.Verify(bundle);
        result.Verified.ShouldBeTrue();
        result.Times.ShouldHaveSingleItem().Authority.ShouldBe(scene.Sigstore.Timestamps.Uri);
    }

    [Fact]
    public void A_tiled_log_tells_no_time()
    {
        scene.Refuses(scene.Sign(Tile with { StampedAt = null }), TimestampFindings.Missing);
        // Even a policy that counts no timestamps cannot tell whether the certificate lived.
        scene.Refuses(scene.Sign(Tile with { StampedAt = null }), TimestampFindings.Missing, KeylessScene.Policy(times: 0));
    }

    [Fact]
    public void Refuses_a_time_that_has_not_come()
    {
        scene.Refuses(scene.Sign(), LogFindings.TimeInFuture, now: TestSigstore.SignedAt.AddMinutes(-2));
        // The log's clock and ours differ a little, and a push is verified within the second.
        scene.Verify(scene.Sign(), now: TestSigstore.SignedAt.AddSeconds(-5)).Verified.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, "2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z", true)]
    [InlineData(0, "2026-03-01T12:00:00Z", null, true)]
    [InlineData(0, "2026-01-01T00:00:00Z", "2026-03-01T11:59:59Z", false)]
    [InlineData(0, "2026-03-01T12:00:01Z", null, false)]
    [InlineData(1, "2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z", true)]
    [InlineData(1, "2026-01-01T00:00:00Z", "2026-03-01T11:59:59Z", false)]
    public void Trusts_a_log_within_its_window_and_at_both_ends(int log, string start, string? end, bool trusted)
    {
        var result = scene.Verify(scene.Sign(log == 0 ? new() : Tile), root: root => KeylessScene.Trust(root, "tlogs", log, start, end));

        result.Verified.ShouldBe(trusted);
        result.Findings.Any(finding => finding.Id == LogFindings.Untrusted).ShouldBe(!trusted);
    }

    [Fact]
    public void One_log_counts_once_and_two_count_twice()
    {
        var policy = KeylessScene.Policy(logs: 2);
        var both = scene.Sign();
        scene.Refuses(both, LogFindings.EntryMissing, policy);

        // The same signature, taken by the other log too.
        var body = Body(KeylessScene.Entry(both));
        var spec = body["spec"]!;
        var tile = new JsonObject
        {
            ["apiVersion"] = "0.0.2",
            ["kind"] = "hashedrekord",
            ["spec"] = new JsonObject
            {
                ["hashedRekordV002"] = new JsonObject
                {
                    ["data"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(Digest.Sha256(KeylessScene.Artifact).ToBytes()) },
                    ["signature"] = new JsonObject
                    {
                        ["content"] = spec["signature"]!["content"]!.GetValue<string>(),
                        ["verifier"] = new JsonObject { ["x509Certificate"] = KeylessScene.Material(both)["certificate"]!.DeepClone() },
                    },
                },
            },
        };
        var again = scene.Sigstore.Rekor.Add("hashedrekord", "0.0.1", body.ToJsonString(), TestSigstore.SignedAt);
        KeylessScene.Material(both)["tlogEntries"]!.AsArray().Add(again);
        scene.Refuses(both, LogFindings.EntryMissing, policy);
        KeylessScene.Material(both)["tlogEntries"]!.AsArray().Add(scene.Sigstore.Tiles.Add("hashedrekord", "0.0.2", tile.ToJsonString(), TestSigstore.SignedAt));
        scene.Verify(both, policy).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_one_entry_given_twice()
    {
        var bundle = scene.Sign();
        var entries = KeylessScene.Material(bundle)["tlogEntries"]!.AsArray();
        entries.Add(entries[0]!.DeepClone());

        scene.Refuses(bundle, LogFindings.EntryMalformed);
    }

    [Fact]
    public void Refuses_one_timestamp_given_twice()
    {
        var bundle = scene.Sign(new() { StampedAt = TestSigstore.SignedAt });
        scene.Verify(bundle).Verified.ShouldBeTrue();
        var stamps = KeylessScene.Material(bundle)["timestampVerificationData"]!["rfc3161Timestamps"]!.AsArray();
        stamps.Add(stamps[0]!.DeepClone());

        scene.Refuses(bundle, TimestampFindings.Malformed);
    }

    [Fact]
    public void A_false_entry_refuses_what_a_true_one_proves()
    {
        var bundle = scene.Sign();
        var other = KeylessScene.Entry(scene.Sign()).DeepClone();
        KeylessScene.Material(bundle)["tlogEntries"]!.AsArray().Add(other);

        scene.Refuses(bundle, LogFindings.EntryMismatch);
    }

    [Fact]
    public void A_v0_1_bundle_rests_on_the_promise_and_later_ones_on_the_proof()
    {
        foreach (var (mediaType, without, id) in new[]
        {
            (BundleMediaTypes.V01, "inclusionPromise", LogFindings.ProofMissing),
            (BundleMediaTypes.V02, "inclusionProof", LogFindings.ProofMissing),
            (BundleMediaTypes.V03Parameter, "inclusionProof", LogFindings.ProofMissing),
        })
        {
            var bundle = scene.Sign();
            bundle["mediaType"] = mediaType;
            scene.Verify(bundle).Verified.ShouldBeTrue();
            KeylessScene.Entry(bundle).Remove(without);
            scene.Refuses(bundle, id);
        }
        var promised = scene.Sign();
        promised["mediaType"] = BundleMediaTypes.V01;
        KeylessScene.Entry(promised).Remove("inclusionProof");
        scene.Verify(promised).Verified.ShouldBeTrue();
    }

    [Fact]
    public void A_key_s_signature_is_looked_for_in_the_log_by_its_key()
    {
        var bundle = scene.Sign();
        var key = scene.Sigstore.SignerKey.Public;
        var entry = KeylessScene.Entry(bundle);
        var certificateEntry = entry.DeepClone();
        var body = Body(entry);
        body["spec"]!["signature"]!["publicKey"]!["content"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(key.ToPem()));
        KeylessScene.Material(bundle).Remove("certificate");
        KeylessScene.Material(bundle)["publicKey"] = new JsonObject { ["hint"] = key.Hint };
        KeylessScene.Material(bundle)["tlogEntries"] = new JsonArray(scene.Sigstore.Rekor.Add("hashedrekord", "0.0.1", body.ToJsonString(), TestSigstore.SignedAt));

        var result = scene.Verify(bundle, KeylessScene.Policy(key: key));
        result.Findings.ShouldBeEmpty();
        result.Key.ShouldBe(key);
        result.Identity.ShouldBeNull();
        scene.Refuses(bundle, SignatureFindings.KeyUntrusted);
        KeylessScene.Material(bundle)["tlogEntries"] = new JsonArray(certificateEntry);
        scene.Verify(bundle, KeylessScene.Policy(key: key)).Findings.ShouldHaveSingleItem().Id.ShouldBe(LogFindings.EntryMismatch);
    }

    private static JsonObject Body(JsonNode entry) => JsonNode.Parse(Convert.FromBase64String(entry["canonicalizedBody"]!.GetValue<string>()))!.AsObject();

    private static void Swap(JsonObject bundle, JsonObject other)
    {
        foreach (var content in new[] { "messageSignature", "dsseEnvelope" })
        {
            if (other[content] is { } replacement)
                bundle[content] = replacement.DeepClone();
        }
    }
}
