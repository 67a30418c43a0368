using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

/// <summary>Checkpoints that witnesses cosigned, where a policy names them.</summary>
public sealed class WitnessTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    private static readonly TestWitness First = new("witness.one.test");

    private static readonly TestWitness Second = new("witness.two.test/w");

    private static readonly DateTimeOffset At = TestSigstore.SignedAt.AddSeconds(2);

    [Fact]
    public void As_many_distinct_witnesses_as_demanded_must_have_cosigned()
    {
        scene.Refuses(Tile(), LogFindings.WitnessMissing, Policy(1));
        scene.Verify(Tile(Cosigned(First))).Verified.ShouldBeTrue();
        scene.Verify(Tile(Cosigned(First)), Policy(1)).Verified.ShouldBeTrue();
        scene.Refuses(Tile(Cosigned(First)), LogFindings.WitnessMissing, Policy(2));
        scene.Refuses(Tile(Cosigned(First), Cosigned(First)), LogFindings.WitnessMissing, Policy(2));
        scene.Verify(Tile(Cosigned(First), Cosigned(Second)), Policy(2)).Verified.ShouldBeTrue();
        // Rekor v1's checkpoints can be witnessed too.
        scene.Verify(Changed(new(), Cosigned(Second)), Policy(1)).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Only_trusted_witnesses_count_and_only_for_this_checkpoint_and_by_now()
    {
        // Another key under a trusted name, and a name that nobody trusts.
        scene.Refuses(Tile(Cosigned(new("witness.one.test"))), LogFindings.WitnessMissing, Policy(1));
        scene.Refuses(Tile(Cosigned(new("witness.three.test"))), LogFindings.WitnessMissing, Policy(1));
        // A line of another checkpoint.
        var line = First.Cosign("other\n1\nAAAA\n\n", At)["other\n1\nAAAA\n\n".Length..];
        scene.Refuses(Tile(checkpoint => checkpoint + line), LogFindings.WitnessMissing, Policy(1));
        scene.Refuses(Tile(checkpoint => First.Cosign(checkpoint, KeylessScene.Now.AddHours(1))), LogFindings.WitnessMissing, Policy(1));
    }

    [Fact]
    public void A_witness_does_not_stand_for_the_log() =>
        scene.Refuses(Tile(checkpoint => First.Cosign(checkpoint[..(checkpoint.LastIndexOf("\n\n", StringComparison.Ordinal) + 2)], At)), LogFindings.CheckpointInvalid, Policy(1));

    [Fact]
    public void Every_changed_byte_of_a_cosignature_is_refused()
    {
        var good = Tile(Cosigned(First));
        var checkpoint = Envelope(good).GetValue<string>();
        var at = checkpoint.LastIndexOf(' ') + 1;
        var bytes = Convert.FromBase64String(checkpoint[at..].TrimEnd());
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            scene.Refuses(Tile(_ => checkpoint[..at] + Convert.ToBase64String(changed) + "\n", good), LogFindings.WitnessMissing, Policy(1));
        }
    }

    [Fact]
    public void A_policy_cannot_demand_more_witnesses_than_it_names()
    {
        Should.Throw<ArgumentException>(() => KeylessScene.Policy().Witnessed([TrustedWitness.Parse(First.VerifierKey)], 2));
        Should.Throw<ArgumentException>(() => KeylessScene.Policy().Witnessed([TrustedWitness.Parse(First.VerifierKey), TrustedWitness.Parse(First.VerifierKey)], 2));
        Should.Throw<ArgumentException>(() => KeylessScene.Policy().Witnessed([], 0));
    }

    [Fact]
    public void Refuses_what_is_no_witness_s_key()
    {
        TrustedWitness.Parse(First.VerifierKey).Name.ShouldBe("witness.one.test");
        var parts = First.VerifierKey.Split('+', 3);
        foreach (var bad in new[]
        {
            "",
            parts[0],
            $"{parts[0]}+{parts[1]}",
            $"{parts[0]}+00000000+{parts[2]}",
            $"other.test+{parts[1]}+{parts[2]}",
            $"{parts[0]}+{parts[1]}+!",
            $"{parts[0]}+{parts[1]}+AQAA",
            $"wit ness+{parts[1]}+{parts[2]}",
            $"{new string('a', 600)}+{parts[1]}+{parts[2]}",
        })
            Should.Throw<FormatException>(() => TrustedWitness.Parse(bad), bad);
    }

    private static TrustPolicy Policy(int witnesses) =>
        KeylessScene.Policy().Witnessed([TrustedWitness.Parse(First.VerifierKey), TrustedWitness.Parse(Second.VerifierKey)], witnesses);

    private static Func<string, string> Cosigned(TestWitness witness) => checkpoint => witness.Cosign(checkpoint, At);

    private JsonObject Tile(params Func<string, string>[] changes) => Changed(new() { IsTile = true, StampedAt = TestSigstore.SignedAt }, changes);

    private static JsonObject Tile(Func<string, string> change, JsonObject bundle)
    {
        var changed = bundle.DeepClone().AsObject();
        Envelope(changed).ReplaceWith(change(Envelope(changed).GetValue<string>()));
        return changed;
    }

    private JsonObject Changed(TestSigning signing, params Func<string, string>[] changes) =>
        changes.Aggregate(scene.Sign(signing), (bundle, change) => Tile(change, bundle));

    private static JsonNode Envelope(JsonObject bundle) => KeylessScene.Entry(bundle)["inclusionProof"]!["checkpoint"]!["envelope"]!;
}
