using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives.Signing;

namespace Attestry.Primitives.Tests;

/// <summary>The vectors of DSSE 1.0, protocol.md, §test vectors.</summary>
public sealed class PreAuthenticationEncodingTests
{
    private const string PayloadType = "http://example.com/HelloWorld";

    private static readonly ECDsa Key = PublishedKey();

    [Fact]
    public void Encodes_the_published_vector() =>
        Encoding.UTF8.GetString(PreAuthenticationEncoding.Of(PayloadType, "hello world"u8))
            .ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

    [Fact]
    public void The_published_signature_verifies_over_it()
    {
        var envelope = JsonSerializer.Deserialize<DsseEnvelope>("""
            {"payload": "aGVsbG8gd29ybGQ=",
             "payloadType": "http://example.com/HelloWorld",
             "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
            """)!;
        Verifies(envelope.PayloadType, envelope.Payload).ShouldBeTrue();
        Verifies(envelope.PayloadType + " ", envelope.Payload).ShouldBeFalse();
        Verifies(envelope.PayloadType, [.. envelope.Payload, 0]).ShouldBeFalse();

        bool Verifies(string type, byte[] payload) => Key.VerifyData(
            PreAuthenticationEncoding.Of(type, payload),
            envelope.Signatures[0].Sig,
            HashAlgorithmName.SHA256,
            P1363);
    }

    [Fact]
    public void Lengths_are_in_bytes_and_payload_bytes_are_kept_as_they_are()
    {
        var encoded = PreAuthenticationEncoding.Of("ü", [0x00, 0xFF]);
        encoded.ShouldBe([.. "DSSEv1 2 "u8, 0xC3, 0xBC, .. " 2 "u8, 0x00, 0xFF]);
        Encoding.UTF8.GetString(PreAuthenticationEncoding.Of("", [])).ShouldBe("DSSEv1 0  0 ");
    }

    [Fact]
    public void Moving_a_byte_from_type_to_payload_changes_it() =>
        PreAuthenticationEncoding.Of("a", "b c"u8).ShouldNotBe(PreAuthenticationEncoding.Of("a b", "c"u8));

    private const DSASignatureFormat P1363 = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private static ECDsa PublishedKey() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = Field("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
            Y = Field("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
        },
    });

    private static byte[] Field(string number)
    {
        var bytes = BigInteger.Parse(number).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
