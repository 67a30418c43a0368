using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keyless;

public sealed class TimestampRuleTests(KeylessScene scene) : IClassFixture<KeylessScene>
{
    private static readonly TestSigning Tile = new() { IsTile = true, StampedAt = TestSigstore.SignedAt, Leaf = KeylessScene.LongLived };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verifies_a_stamp_with_and_without_the_authority_s_certificate(bool embedded)
    {
        var bundle = scene.Sign(Tile with { StampWithCertificate = embedded });

        scene.Verify(bundle).Verified.ShouldBeTrue();
        scene.Verify(bundle).Times.ShouldHaveSingleItem().Authority.ShouldBe(scene.Sigstore.Timestamps.Uri);
    }

    [Fact]
    public void A_root_without_the_signing_certificate_needs_it_in_the_stamp()
    {
        scene.Verify(scene.Sign(Tile with { StampWithCertificate = true }), root: WithoutLeaf).Verified.ShouldBeTrue();
        scene.Refuses(scene.Sign(Tile), TimestampFindings.Untrusted, root: WithoutLeaf);

        static void WithoutLeaf(JsonObject root) => root["timestampAuthorities"]![0]!["certChain"]!["certificates"]!.AsArray().RemoveAt(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refuses_a_stamp_of_an_authority_that_is_not_trusted(bool embedded)
    {
        using var other = new TestTimestampAuthority(scene.Sigstore.Timestamps.Uri);
        var bundle = scene.Sign(Tile);

        scene.Refuses(Stamped(bundle, other.Stamp(Signature(bundle), TestSigstore.SignedAt, embedded)), TimestampFindings.Untrusted);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01T12:00:00Z", null, true)]
    [InlineData("2026-01-01T00:00:00Z", "2026-03-01T11:59:59Z", false)]
    [InlineData("2026-03-01T12:00:01Z", null, false)]
    public void Trusts_an_authority_within_its_window_and_at_both_ends(string start, string? end, bool trusted)
    {
        var result = scene.Verify(scene.Sign(Tile), root: root => KeylessScene.Trust(root, "timestampAuthorities", 0, start, end));

        result.Verified.ShouldBe(trusted);
        result.Findings.Any(finding => finding.Id == TimestampFindings.OutsideValidity).ShouldBe(!trusted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refuses_a_stamp_outside_of_the_life_of_the_authority_s_certificate(bool embedded)
    {
        using var expired = new TestTimestampAuthority("https://expired.test", TestSigstore.SignedAt.AddMinutes(-5));
        var bundle = scene.Sign(Tile);
        var stamped = Stamped(bundle, expired.Stamp(Signature(bundle), TestSigstore.SignedAt, embedded));

        scene.Refuses(stamped, TimestampFindings.OutsideValidity, root: root => Trust(root, expired));
        Stamped(bundle, expired.Stamp(Signature(bundle), TestSigstore.SignedAt.AddMinutes(-6), embedded));
        scene.Verify(stamped, root: root => Trust(root, expired)).Verified.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_stamp_over_something_else()
    {
        var bundle = scene.Sign(Tile);

        scene.Refuses(Stamped(bundle, scene.Sigstore.Timestamps.Stamp(KeylessScene.Artifact, TestSigstore.SignedAt)), TimestampFindings.Invalid);
        scene.Refuses(Stamped(bundle, scene.Sigstore.Timestamps.Stamp(Signature(bundle), TestSigstore.SignedAt, imprint: HashAlgorithmName.SHA1)), TimestampFindings.Invalid);
    }

    [Fact]
    public void Refuses_a_stamp_of_a_time_that_has_not_come() =>
        scene.Refuses(scene.Sign(Tile), TimestampFindings.InFuture, now: TestSigstore.SignedAt.AddMinutes(-2));

    [Fact]
    public void Refuses_bytes_that_grant_no_timestamp()
    {
        var bundle = scene.Sign(Tile);
        var good = scene.Sigstore.Timestamps.Stamp(Signature(bundle), TestSigstore.SignedAt);
        // The status stands first: 30 82 .. .. 30 03 02 01 00.
        var rejected = good.ToArray();
        rejected[8] = 2;

        foreach (var bad in new byte[][] { [], [0x30, 0], good[..^1], [.. good, 0], rejected, new byte[100_000] })
            scene.Refuses(Stamped(bundle, bad), TimestampFindings.Malformed);
    }

    [Fact]
    public void No_changed_byte_of_a_stamp_proves_another_time()
    {
        var bundle = scene.Sign(Tile);
        var good = scene.Sigstore.Timestamps.Stamp(Signature(bundle), TestSigstore.SignedAt);
        for (var at = 9; at < good.Length; at += 3)
        {
            var changed = good.ToArray();
            changed[at] ^= 0x01;
            scene.Verify(Stamped(bundle, changed)).Times.ShouldAllBe(time => time.Time == TestSigstore.SignedAt, $"byte {at}");
        }
    }

    [Fact]
    public void Two_stamps_of_one_authority_count_once()
    {
        using var second = new TestTimestampAuthority("https://second.test");
        var bundle = scene.Sign(Tile);
        var first = scene.Sigstore.Timestamps.Stamp(Signature(bundle), TestSigstore.SignedAt);
        var again = scene.Sigstore.Timestamps.Stamp(Signature(bundle), TestSigstore.SignedAt.AddSeconds(1));
        var other = second.Stamp(Signature(bundle), TestSigstore.SignedAt);
        var policy = KeylessScene.Policy(times: 2);

        scene.Refuses(Stamped(bundle, first, again), TimestampFindings.Missing, policy);
        scene.Refuses(Stamped(bundle, first, other), TimestampFindings.Missing, policy);
        scene.Verify(Stamped(bundle, first, other), policy, root => Trust(root, second)).Verified.ShouldBeTrue();
        // One operator listed twice, for two certificates of its own, is still one.
        scene.Refuses(Stamped(bundle, first, other), TimestampFindings.Missing, policy, root => Trust(root, second, scene.Sigstore.Timestamps.Uri));
    }

    [Fact]
    public void The_log_s_time_and_a_stamp_are_two() =>
        scene.Verify(scene.Sign(new() { StampedAt = TestSigstore.SignedAt }), KeylessScene.Policy(times: 2)).Verified.ShouldBeTrue();

    [Fact]
    public void A_stamp_that_proves_nothing_takes_nothing_from_what_the_log_proves()
    {
        using var other = new TestTimestampAuthority("https://other.test");
        var bundle = scene.Sign();
        var result = scene.Verify(Stamped(bundle, other.Stamp(Signature(bundle), TestSigstore.SignedAt)));

        result.Verified.ShouldBeTrue();
        result.Findings.ShouldHaveSingleItem().Id.ShouldBe(TimestampFindings.Untrusted);
    }

    private static JsonObject Stamped(JsonObject bundle, params byte[][] stamps)
    {
        KeylessScene.Material(bundle)["timestampVerificationData"] = TestSigstore.Stamps(stamps);
        return bundle;
    }

    private static byte[] Signature(JsonObject bundle) => Convert.FromBase64String(bundle["messageSignature"]!["signature"]!.GetValue<string>());

    private static void Trust(JsonObject root, TestTimestampAuthority authority, string? uri = null)
    {
        var entry = root["timestampAuthorities"]![0]!.DeepClone();
        entry["uri"] = uri ?? authority.Uri;
        entry["certChain"]!["certificates"] = new JsonArray(
            [.. new[] { authority.Leaf, authority.Authority.Intermediate, authority.Authority.Root }.Select(one => new JsonObject { ["rawBytes"] = Convert.ToBase64String(one.RawData) })]);
        root["timestampAuthorities"]!.AsArray().Add(entry);
    }
}
