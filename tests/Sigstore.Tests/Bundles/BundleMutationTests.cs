using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Bundles;

/// <summary>No mutation of what a valid bundle signs verifies; every single bit is tried, then longer changes at random.</summary>
public sealed class BundleMutationTests
{
    private static readonly TestAuthority Authority = new();

    private static readonly Digest Artifact = Digest.Sha256("an image"u8);

    private static readonly byte[] Bundle = CosignSigner
        .SignReferrer("application/vnd.oci.image.manifest.v1+json", Artifact, 8, Authority.Key, DateTimeOffset.UnixEpoch)
        .Blobs.Values.Single(blob => blob.Length > 2).ToArray();

    [Fact]
    public void No_flipped_bit_of_payload_type_or_signature_verifies()
    {
        var envelope = Envelope();

        foreach (var payload in Flips(envelope.Payload))
            Verifies(envelope with { Payload = payload }).ShouldBeFalse();
        foreach (var type in Flips(Encoding.ASCII.GetBytes(envelope.PayloadType)))
            Verifies(envelope with { PayloadType = Encoding.Latin1.GetString(type) }).ShouldBeFalse();
        foreach (var signature in Flips(envelope.Signatures[0].Sig))
            Verifies(envelope with { Signatures = [new(null, signature)] }).ShouldBeFalse();
        Verifies(envelope).ShouldBeTrue();
    }

    // The hint and white space between tokens are all that is not signed; a flip there may leave the bundle as good as it was.
    [Fact]
    public void No_flipped_bit_of_the_file_verifies_outside_of_the_hint()
    {
        var text = Encoding.UTF8.GetString(Bundle);
        var hint = text.IndexOf(Authority.Key.Public.Hint, StringComparison.Ordinal);
        var survivors = new List<int>();

        for (var bit = 0; bit < Bundle.Length * 8; bit++)
        {
            if (BundleVerifier.Verify(Flip(Bundle, bit), [Artifact], Authority.Trusted).Verified)
                survivors.Add(bit / 8);
        }

        survivors.ShouldAllBe(at => at >= hint && at < hint + Authority.Key.Public.Hint.Length);
        BundleVerifier.Verify(Bundle, [Artifact], Authority.Trusted).Verified.ShouldBeTrue();
    }

    [Fact]
    public void No_random_change_of_the_payload_verifies()
    {
        var random = new Random(20261122);
        var envelope = Envelope();

        for (var round = 0; round < 500; round++)
        {
            var payload = Change(envelope.Payload, random);
            if (!payload.AsSpan().SequenceEqual(envelope.Payload))
                Verifies(envelope with { Payload = payload }).ShouldBeFalse($"round {round}");
        }
    }

    private static byte[] Change(byte[] original, Random random)
    {
        var changed = original.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0: changed[at] = (byte)random.Next(256); break;
                case 1: changed.Insert(at, (byte)random.Next(256)); break;
                case 2: changed.RemoveAt(at); break;
                default: changed.RemoveRange(at, changed.Count - at); changed.Add((byte)'}'); break;
            }
        }
        return [.. changed];
    }

    private static bool Verifies(DsseEnvelope envelope) =>
        BundleVerifier.Verify(BundleWriter.Write(envelope, Authority.Key.Public), [Artifact], Authority.Trusted).Verified;

    private static DsseEnvelope Envelope()
    {
        var dsse = JsonNode.Parse(Bundle)!["dsseEnvelope"]!.ToJsonString();
        return DsseEnvelopeJson.Read(Encoding.UTF8.GetBytes(dsse)).Envelope!;
    }

    private static IEnumerable<byte[]> Flips(byte[] original) => Enumerable.Range(0, original.Length * 8).Select(bit => Flip(original, bit));

    private static byte[] Flip(byte[] original, int bit)
    {
        var flipped = original.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
