using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Tests.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Keys;

/// <summary>Private keys as cosign keeps them.</summary>
public sealed class EncryptedKeyTests
{
    private const string Label = "ENCRYPTED SIGSTORE PRIVATE KEY";

    [Fact]
    public void A_key_that_cosign_made_signs()
    {
        if (Corpora.Path("cosign") is not { } folder)
            return;
        var key = SigningKey.FromPem(File.ReadAllText(Path.Combine(folder, "cosign.key")));

        key.Public.KeyId.ShouldBe(VerificationKey.FromPem(File.ReadAllText(Path.Combine(folder, "cosign.pub"))).KeyId);
        key.Public.Verify("what is signed"u8, key.Sign("what is signed"u8)).ShouldBeTrue();
    }

    [Fact]
    public void Another_password_or_one_changed_bit_opens_nothing()
    {
        if (Corpora.Path("cosign/cosign.key") is not { } path)
            return;
        var pem = File.ReadAllText(path);
        Should.Throw<FormatException>(() => SigningKey.FromPem(pem, "guess"u8)).Message.ShouldContain("password");
        var json = JsonNode.Parse(Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]))!;
        foreach (var name in new[] { "nonce", "ciphertext", "salt" })
        {
            var changed = json.DeepClone();
            var holder = name == "nonce" ? changed["cipher"]! : name == "salt" ? changed["kdf"]! : changed;
            var bytes = Convert.FromBase64String(holder[name]!.GetValue<string>());
            bytes[^1] ^= 1;
            holder[name] = Convert.ToBase64String(bytes);
            Should.Throw<FormatException>(() => SigningKey.FromPem(Pem(changed.ToJsonString()))).Message.ShouldContain("password");
        }
    }

    [Theory]
    [InlineData("""{"kdf":{"name":"scrypt","params":{"N":1073741824,"r":8,"p":1},"salt":"AAAA"},"cipher":{"name":"nacl/secretbox","nonce":"AAAA"},"ciphertext":"AAAA"}""")]
    [InlineData("""{"kdf":{"name":"scrypt","params":{"N":65536,"r":8,"p":1000},"salt":"AAAA"},"cipher":{"name":"nacl/secretbox","nonce":"AAAA"},"ciphertext":"AAAA"}""")]
    [InlineData("""{"kdf":{"name":"scrypt","params":{"N":3,"r":8,"p":1},"salt":"AAAA"},"cipher":{"name":"nacl/secretbox","nonce":"AAAA"},"ciphertext":"AAAA"}""")]
    [InlineData("""{"kdf":{"name":"scrypt","params":{"N":2,"r":1,"p":1},"salt":"AAAA"},"cipher":{"name":"nacl/secretbox","nonce":"AAAA"},"ciphertext":"AAAA"}""")]
    [InlineData("""{"kdf":{"name":"argon2"},"cipher":{"name":"nacl/secretbox"},"ciphertext":"AAAA"}""")]
    [InlineData("{}")]
    [InlineData("not json")]
    public void A_file_that_asks_for_too_much_or_is_none_is_refused(string json) =>
        Should.Throw<FormatException>(() => SigningKey.FromPem(Pem(json)));

    [Fact]
    public async Task A_key_that_cosign_imported_under_a_password_signs()
    {
        if (CosignProgram.Find(nameof(A_key_that_cosign_imported_under_a_password_signs)) is not { } cosign)
            return;
        using var folder = new TemporaryFolder();
        var authority = new TestAuthority();
        File.WriteAllText(folder.File("private.pem"), authority.Key.ToPem());
        await CosignProgram.RunAsync(cosign, folder.Path, true, new Dictionary<string, string> { ["COSIGN_PASSWORD"] = "päss word" }, "import-key-pair", "--key", "private.pem");
        var pem = File.ReadAllText(folder.File("import-cosign.key"));

        SigningKey.FromPem(pem, Encoding.UTF8.GetBytes("päss word")).Public.KeyId.ShouldBe(authority.Key.Public.KeyId);
        Should.Throw<FormatException>(() => SigningKey.FromPem(pem));
    }

    private static string Pem(string json) => PemEncoding.WriteString(Label, Encoding.UTF8.GetBytes(json));
}
