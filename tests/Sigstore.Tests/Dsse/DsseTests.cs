using Attestry.Primitives.Findings;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tests.Dsse;

public sealed class DsseTests
{
    private const string PayloadType = "application/vnd.in-toto+json";

    private static readonly SigningKey Key = SigningKey.GenerateEcdsaP256();

    private static readonly DsseEnvelope Envelope = DsseSigner.Sign(PayloadType, "{}"u8, Key);

    [Fact]
    public void Names_the_trusted_keys_that_signed()
    {
        var other = SigningKey.GenerateEd25519();
        var both = Envelope with { Signatures = [.. Envelope.Signatures, .. DsseSigner.Sign(PayloadType, "{}"u8, other).Signatures] };

        DsseVerifier.Verify(both, [Key.Public, other.Public, SigningKey.GenerateEcdsaP256().Public])
            .Keys.ShouldBe([Key.Public, other.Public], ignoreOrder: true);
        DsseVerifier.Verify(both, [other.Public]).Keys.ShouldBe([other.Public]);
    }

    [Fact]
    public void Two_signatures_of_one_key_count_once() =>
        DsseVerifier.Verify(Envelope with { Signatures = [.. Envelope.Signatures, .. Envelope.Signatures] }, [Key.Public, Key.Public]).Keys.Count.ShouldBe(1);

    [Fact]
    public void A_wrong_key_id_changes_nothing() =>
        DsseVerifier.Verify(Envelope with { Signatures = [Envelope.Signatures[0] with { KeyId = "elsewhere" }] }, [Key.Public]).Verified.ShouldBeTrue();

    [Fact]
    public void Tells_an_altered_envelope_from_a_stranger_s()
    {
        Id(Envelope with { Payload = "{ }"u8.ToArray() }, Key).ShouldBe(SignatureFindings.Invalid);
        Id(Envelope with { PayloadType = "text/plain" }, Key).ShouldBe(SignatureFindings.Invalid);
        Id(Envelope, SigningKey.GenerateEcdsaP256()).ShouldBe(SignatureFindings.KeyUntrusted);
        Id(Envelope with { Signatures = [] }, Key).ShouldBe(SignatureFindings.Malformed);
        Id(Envelope with { Signatures = [.. Enumerable.Repeat(Envelope.Signatures[0], 1000)] }, Key).ShouldBe(SignatureFindings.Malformed);
        DsseVerifier.Verify(Envelope, []).Finding!.Id.ShouldBe(SignatureFindings.KeyUntrusted);
    }

    // The type's length is counted, so that no byte can move between type and payload.
    [Fact]
    public void No_byte_moves_between_type_and_payload() =>
        DsseVerifier.Verify(Envelope with { PayloadType = PayloadType + " 2 {", Payload = "}"u8.ToArray() }, [Key.Public]).Verified.ShouldBeFalse();

    private static string? Id(DsseEnvelope envelope, SigningKey trusted) => DsseVerifier.Verify(envelope, [trusted.Public]).Finding?.Id;
}
