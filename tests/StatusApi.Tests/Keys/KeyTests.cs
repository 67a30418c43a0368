using System.Security.Cryptography;
using Attestry.Contracts.Documents;
using Attestry.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace Attestry.StatusApi.Tests.Keys;

public sealed class KeyTests
{
    [Fact]
    public async Task Everybody_can_read_the_keys_of_now_and_before()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var now = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(
            Collections.SigningKeys,
            new SigningKeyDocument("k2", "ecdsa-p384", now.ExportSubjectPublicKeyInfoPem(), Seed.Start.AddDays(1), null),
            new SigningKeyDocument("k1", "ecdsa-p256", old.ExportSubjectPublicKeyInfoPem(), Seed.Start, Seed.Start.AddDays(1)));
        api.Client.DefaultRequestHeaders.Authorization = null;

        var keys = (await api.JsonAsync("/.well-known/attestry/keys.json")).GetProperty("keys").EnumerateArray().ToList();

        keys.Select(key => key.GetProperty("kid").GetString()).ShouldBe(["k1", "k2"]);
        keys.Select(key => key.GetProperty("alg").GetString()).ShouldBe(["ES256", "ES384"]);
        keys[0].GetProperty("retiredAt").GetDateTimeOffset().ShouldBe(Seed.Start.AddDays(1));
        keys[1].GetProperty("retiredAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        keys[0].GetProperty("pem").GetString().ShouldBe(old.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public async Task A_signature_verifies_with_the_coordinates_that_are_published()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.SigningKeys, new SigningKeyDocument("k", "ecdsa-p256", signer.ExportSubjectPublicKeyInfoPem(), Seed.Start, null));
        var signature = signer.SignData("payload"u8, HashAlgorithmName.SHA256);

        var key = (await api.JsonAsync("/.well-known/attestry/keys.json")).GetProperty("keys")[0];

        key.GetProperty("kty").GetString().ShouldBe("EC");
        key.GetProperty("crv").GetString().ShouldBe("P-256");
        key.GetProperty("use").GetString().ShouldBe("sig");
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = WebEncoders.Base64UrlDecode(key.GetProperty("x").GetString()!),
                Y = WebEncoders.Base64UrlDecode(key.GetProperty("y").GetString()!),
            },
        });
        verifier.VerifyData("payload"u8, signature, HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_of_another_kind_is_published_as_PEM()
    {
        using var rsa = RSA.Create(2048);
        await using var api = await RunningApi.StartAsync();
        await api.AddAsync(Collections.SigningKeys, new SigningKeyDocument("k", "rsa", rsa.ExportSubjectPublicKeyInfoPem(), Seed.Start, null));

        var key = (await api.JsonAsync("/.well-known/attestry/keys.json")).GetProperty("keys")[0];

        key.GetProperty("pem").GetString().ShouldBe(rsa.ExportSubjectPublicKeyInfoPem());
        key.TryGetProperty("kty", out _).ShouldBeFalse();
    }
}
