using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Http.Tests;

public sealed class VaultKeyStoreTests : IAsyncLifetime
{
    private static readonly byte[] Data = "a statement"u8.ToArray();

    private readonly HttpClient _http = SigstoreHttp.Create();

    private TestVault _vault = null!;

    private VaultKeyStore Store => new(_http, _vault.Address, TestVault.Token);

    public async Task InitializeAsync() => _vault = await TestVault.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _vault.DisposeAsync();
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    [InlineData("ed25519")]
    public async Task A_key_signs_without_leaving(string kind)
    {
        var key = Key(kind);
        _vault.Add("release", key);
        var signer = await new KeyStores([Store]).OpenAsync("hashivault://release", default);

        signer.PublicKey.KeyId.ShouldBe(key.Public.KeyId);
        Verifies(key, await signer.SignAsync(Data, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_version_that_was_opened_goes_on_signing_after_a_rotation()
    {
        var (first, second) = (SigningKey.GenerateEcdsaP256(), SigningKey.GenerateEcdsaP256());
        _vault.Add("release", first);
        var before = await Store.OpenAsync("release", default);
        _vault.Add("release", second);
        var after = await Store.OpenAsync("release", default);

        Verifies(first, await before.SignAsync(Data, default)).ShouldBeTrue();
        Verifies(second, await after.SignAsync(Data, default)).ShouldBeTrue();
        after.PublicKey.KeyId.ShouldBe(second.Public.KeyId);
    }

    [Fact]
    public async Task A_signature_by_another_key_is_not_given_on()
    {
        _vault.Add("release", SigningKey.GenerateEcdsaP256());
        var signer = await Store.OpenAsync("release", default);
        _vault.Change = _ => new() { ["signature"] = $"vault:v1:{Convert.ToBase64String(SigningKey.GenerateEcdsaP256().Sign(Data))}" };
        await Should.ThrowAsync<InvalidDataException>(() => signer.SignAsync(Data, default));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"latest_version":"1","keys":{}}""")]
    [InlineData("""{"latest_version":2,"keys":{"1":{"public_key":""}}}""")]
    [InlineData("""{"latest_version":1,"type":"aes256-gcm96","keys":{"1":1700000000}}""")]
    [InlineData("""{"latest_version":1,"type":"ecdsa-p256","keys":{"1":{"public_key":null}}}""")]
    public async Task What_describes_no_key_is_refused(string data)
    {
        _vault.Add("release", SigningKey.GenerateEcdsaP256());
        _vault.Change = _ => JsonNode.Parse(data)!.AsObject();
        await Should.ThrowAsync<InvalidDataException>(() => Store.OpenAsync("release", default));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"signature":7}""")]
    [InlineData("""{"signature":"vault:v1:%%"}""")]
    public async Task What_is_no_signature_is_refused(string data)
    {
        _vault.Add("release", SigningKey.GenerateEcdsaP256());
        var signer = await Store.OpenAsync("release", default);
        _vault.Change = _ => JsonNode.Parse(data)!.AsObject();
        await Should.ThrowAsync<InvalidDataException>(() => signer.SignAsync(Data, default));
    }

    [Fact]
    public async Task A_refusal_says_who_refuses_and_nothing_of_the_token()
    {
        (await Should.ThrowAsync<HttpRequestException>(() => Store.OpenAsync("unknown", default))).Message.ShouldContain("404");
        var refused = await Should.ThrowAsync<HttpRequestException>(() => new VaultKeyStore(_http, _vault.Address, "s.secret").OpenAsync("release", default));
        refused.Message.ShouldContain("403");
        refused.Message.ShouldNotContain("s.secret");
    }

    [Theory]
    [InlineData("hashivault://")]
    [InlineData("hashivault://../sys/seal")]
    [InlineData("hashivault://..")]
    [InlineData("hashivault://a?b")]
    [InlineData("awskms:///alias/release")]
    [InlineData("release")]
    public async Task What_names_no_key_is_refused(string uri) =>
        (await Should.ThrowAsync<FormatException>(async () => await new KeyStores([Store]).OpenAsync(uri, default))).Message.ShouldContain("hashivault://");

    private static bool Verifies(SigningKey key, byte[] signature) => key.Public.Verify(Data, signature);

    private static SigningKey Key(string kind)
    {
        using var rsa = RSA.Create(2048);
        return kind switch
        {
            "rsa" => SigningKey.FromPem(rsa.ExportPkcs8PrivateKeyPem()),
            "ed25519" => SigningKey.GenerateEd25519(),
            _ => SigningKey.GenerateEcdsaP256(),
        };
    }
}
