using System.Security.Cryptography;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Credentials;

public sealed class CredentialMakerTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(false), InlineData(true)]
    public void Makes_what_only_that_key_opens_for_that_name(bool ecc)
    {
        using var endorsement = TestEndorsement.Create(ecc, Now);
        using var tpm = TestTpm.Create();
        using var other = TestTpm.Create();
        TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
        TpmPublic.TryRead(tpm.Public, out var ak).ShouldBeTrue();
        TpmPublic.TryRead(other.Public, out var stranger).ShouldBeTrue();
        foreach (var length in new[] { 1, 16, 20, 32 })
        {
            var secret = RandomNumberGenerator.GetBytes(length);
            var blob = CredentialMaker.Make(ek!, ak!.Name, secret);
            endorsement.Activate(blob, ak.Name).ShouldBe(secret);
            endorsement.Activate(blob, stranger!.Name).ShouldBeNull();
        }
    }

    [Fact]
    public void Refuses_keys_that_are_no_endorsement_keys_and_secrets_that_do_not_fit()
    {
        using var endorsement = TestEndorsement.Create(ecc: true, Now);
        using var tpm = TestTpm.Create();
        TpmPublic.TryRead(endorsement.Public, out var ek).ShouldBeTrue();
        TpmPublic.TryRead(tpm.Public, out var ak).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => CredentialMaker.Make(ak!, ak!.Name, new byte[32]));
        Should.Throw<ArgumentException>(() => CredentialMaker.Make(ek!, ak!.Name, new byte[33]));
        Should.Throw<ArgumentException>(() => CredentialMaker.Make(ek!, ak!.Name, []));
    }

    [Fact]
    public void Makes_blobs_of_the_form_of_the_corpus()
    {
        if (Corpora.Path("tpm/quotes/ecdsa") is not { } folder)
            return;
        var file = File.ReadAllBytes(Path.Combine(folder, "cred.blob"));
        CredentialBlob.TryReadFile(file, out var corpus).ShouldBeTrue();
        corpus!.ToFile().ShouldBe(file);
        TpmPublic.TryRead(File.ReadAllBytes(Path.Combine(folder, "ek.pub")), out var ek).ShouldBeTrue();
        TpmPublic.TryRead(File.ReadAllBytes(Path.Combine(folder, "ak.pub")), out var ak).ShouldBeTrue();
        var secret = File.ReadAllBytes(Path.Combine(folder, "secret.bin"));
        var made = CredentialMaker.Make(ek!, ak!.Name, secret).ToFile();
        made.Length.ShouldBe(file.Length);
        made[..12].ShouldBe(file[..12]);
        CredentialBlob.TryReadFile([.. file, 0], out _).ShouldBeFalse();
    }

    [Fact]
    public void Derives_as_many_bytes_as_are_asked_for()
    {
        // NIST SP 800-108: each block is HMAC(key, i || label || 00 || contexts || bits).
        var key = new byte[32];
        var first = HMACSHA256.HashData(key, (byte[])[0, 0, 0, 1, .. "STORAGE\0"u8, 7, 8, 0, 0, 1, 0x80]);
        var second = HMACSHA256.HashData(key, (byte[])[0, 0, 0, 2, .. "STORAGE\0"u8, 7, 8, 0, 0, 1, 0x80]);
        KeyDerivation.KdfA(TpmHash.Sha256, key, "STORAGE", [7], [8], 384).ShouldBe([.. first, .. second[..16]]);
        Should.Throw<ArgumentOutOfRangeException>(() => KeyDerivation.KdfA(TpmHash.Sha256, key, "STORAGE", [], [], 12));
    }
}
