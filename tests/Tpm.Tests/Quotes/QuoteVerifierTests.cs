using Attestry.Primitives.Findings;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Quotes;

public sealed class QuoteVerifierTests : IDisposable
{
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static readonly PcrSelection Wanted = PcrSelection.Of(TpmHash.Sha256, 0, 7, 10);

    private readonly TestTpm _tpm = TestTpm.Create();
    private readonly AttestationKey _key;

    public QuoteVerifierTests() => _key = KeyOf(_tpm);

    public void Dispose()
    {
        _key.Dispose();
        _tpm.Dispose();
    }

    public static TheoryData<TpmAlgorithm, string> Schemes { get; } = new()
    {
        { TpmAlgorithm.EcDsa, "sha256" }, { TpmAlgorithm.EcDsa, "sha384" },
        { TpmAlgorithm.RsaSsa, "sha256" }, { TpmAlgorithm.RsaSsa, "sha384" }, { TpmAlgorithm.RsaPss, "sha256" }, { TpmAlgorithm.RsaPss, "sha512" },
    };

    [Theory, MemberData(nameof(Schemes))]
    public void Verifies_every_scheme_and_refuses_another_key_of_it(TpmAlgorithm scheme, string name)
    {
        TpmHash.TryParse(name, out var hash).ShouldBeTrue();
        using var tpm = TestTpm.Create(scheme, hash);
        using var key = KeyOf(tpm);
        var evidence = tpm.Quote(Nonce, Wanted, PcrSelection.Of(TpmHash.Sha384, 10));
        QuoteVerifier.Verify(key, evidence, new(Nonce, [Wanted])).Succeeded.ShouldBeTrue();
        using var other = TestTpm.Create(scheme, hash);
        using var otherKey = KeyOf(other);
        Only(QuoteVerifier.Verify(otherKey, evidence, new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.SignatureInvalid);
    }

    [Fact]
    public void Answers_only_what_was_quoted()
    {
        var result = QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, Wanted), new(Nonce, [Wanted]));
        result.Pcrs!.Count.ShouldBe(3);
        result.Pcrs.Get(TpmHash.Sha256, 1).ShouldBeNull();
    }

    [Fact]
    public void Refuses_an_old_nonce_and_a_shorter_one()
    {
        var evidence = _tpm.Quote(Nonce, Wanted);
        Only(QuoteVerifier.Verify(_key, evidence, new(new byte[16], [Wanted]))).ShouldBe(QuoteFindings.NonceMismatch);
        Only(QuoteVerifier.Verify(_key, evidence, new(Nonce.AsMemory(0, 8), [Wanted]))).ShouldBe(QuoteFindings.NonceMismatch);
        Should.Throw<ArgumentException>(() => QuoteVerifier.Verify(_key, evidence, new(default, [Wanted])));
    }

    [Fact]
    public void Refuses_values_that_were_not_quoted()
    {
        var evidence = _tpm.Quote(Nonce, Wanted);
        _tpm.Pcrs.TrySet(TpmHash.Sha256, 10, Enumerable.Repeat((byte)7, 32).ToArray());
        var result = QuoteVerifier.Verify(_key, evidence, new(Nonce, [Wanted]));
        Only(result).ShouldBe(QuoteFindings.PcrDigestMismatch);
        result.Pcrs.ShouldBeNull();
        Only(QuoteVerifier.Verify(_key, evidence with { Pcrs = new() }, new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.PcrMissing);
    }

    [Fact]
    public void Refuses_a_quote_without_the_pcrs_that_were_asked_for()
    {
        Only(QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, PcrSelection.Of(TpmHash.Sha256, 0, 7)), new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.PcrMissing);
        Only(QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, PcrSelection.Of(TpmHash.Sha384, 0, 7, 10)), new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.PcrMissing);
    }

    [Fact]
    public void Refuses_sha1_alone_and_nothing_at_all()
    {
        Only(QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, PcrSelection.Of(TpmHash.Sha1, 10)), new(Nonce, []))).ShouldBe(QuoteFindings.Sha1Only);
        Only(QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, PcrSelection.Of(TpmHash.Sha1, 10), PcrSelection.Of(TpmHash.Sha256)), new(Nonce, [])))
            .ShouldBe(QuoteFindings.Sha1Only);
        Only(QuoteVerifier.Verify(_key, _tpm.Quote(Nonce), new(Nonce, []))).ShouldBe(QuoteFindings.Sha1Only);
        QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, PcrSelection.Of(TpmHash.Sha1, 10), Wanted), new(Nonce, [Wanted])).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_a_bank_that_is_listed_twice()
    {
        var message = _tpm.Message(Nonce, Wanted, Wanted);
        Only(QuoteVerifier.Verify(_key, new(message, _tpm.Sign(message), _tpm.Pcrs), new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.BankRepeated);
    }

    [Fact]
    public void Refuses_what_the_key_signed_but_no_tpm_made()
    {
        var message = _tpm.Message(Nonce, Wanted);
        message[0] = 0;
        Only(QuoteVerifier.Verify(_key, new(message, _tpm.Sign(message), _tpm.Pcrs), new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.MagicMismatch);
    }

    [Fact]
    public void Refuses_bytes_after_the_end_of_either_structure()
    {
        byte[] message = [.. _tpm.Message(Nonce, Wanted), 0];
        Only(QuoteVerifier.Verify(_key, new(message, _tpm.Sign(message), _tpm.Pcrs), new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.Malformed);
        var good = _tpm.Quote(Nonce, Wanted);
        Only(QuoteVerifier.Verify(_key, good with { Signature = new byte[] { 0, 0 } }, new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.Malformed);
        Only(QuoteVerifier.Verify(_key, good with { Signature = (byte[])[.. good.Signature.Span, 0] }, new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.Malformed);
    }

    [Fact]
    public void Refuses_a_certification_and_other_attestations_where_a_quote_is_due()
    {
        var certify = _tpm.Head(Nonce, 0x8017).Sized([0, 11]).Sized([0, 11]).Bytes;
        QuoteVerifier.Verify(_key, new(certify, _tpm.Sign(certify), _tpm.Pcrs), new(Nonce, [])).Findings.ShouldContain(finding => finding.Id == QuoteFindings.TypeMismatch);
        var time = _tpm.Head(Nonce, 0x8019).U64(0).Bytes;
        Only(QuoteVerifier.Verify(_key, new(time, _tpm.Sign(time), _tpm.Pcrs), new(Nonce, []))).ShouldBe(QuoteFindings.TypeMismatch);
        TpmAttestation.TryRead(certify, out var read, out _).ShouldBeTrue();
        read!.Name!.ToString().ShouldBe("000b");
    }

    [Fact]
    public void Refuses_a_clock_that_went_back_and_tells_a_boot()
    {
        var before = _tpm.Clock;
        QuoteResult After(TpmClock clock)
        {
            _tpm.Clock = clock;
            return QuoteVerifier.Verify(_key, _tpm.Quote(Nonce, Wanted), new(Nonce, [Wanted]) { Previous = before });
        }

        After(before with { Milliseconds = before.Milliseconds + 1 }).Findings.ShouldBeEmpty();
        Only(After(before with { Milliseconds = before.Milliseconds - 1 })).ShouldBe(QuoteFindings.ClockBackwards);
        Only(After(before with { Resets = before.Resets - 1 })).ShouldBe(QuoteFindings.ClockBackwards);
        Only(After(before with { Restarts = before.Restarts - 1 })).ShouldBe(QuoteFindings.ClockBackwards);
        var booted = After(new(before.Milliseconds + 5, before.Resets + 1, 0, true));
        booted.Succeeded.ShouldBeTrue();
        booted.Rebooted.ShouldBeTrue();
        Only(booted).ShouldBe(QuoteFindings.Rebooted);
        var crashed = After(new(before.Milliseconds - 5, before.Resets + 1, 0, false));
        crashed.Succeeded.ShouldBeTrue();
        crashed.Findings.Select(finding => finding.Id).ShouldBe([QuoteFindings.ClockUnsafe, QuoteFindings.Rebooted]);
    }

    [Fact]
    public void Refuses_another_firmware_and_another_signer_when_told_which()
    {
        var evidence = _tpm.Quote(Nonce, Wanted);
        Only(QuoteVerifier.Verify(_key, evidence, new(Nonce, [Wanted]) { FirmwareVersion = 1 })).ShouldBe(QuoteFindings.FirmwareMismatch);
        Only(QuoteVerifier.Verify(_key, evidence, new(Nonce, [Wanted]) { QualifiedSigner = TpmName.EndorsementHierarchy })).ShouldBe(QuoteFindings.SignerMismatch);
        QuoteVerifier.Verify(_key, evidence, new(Nonce, [Wanted]) { FirmwareVersion = _tpm.FirmwareVersion, QualifiedSigner = _key.Public.Name }).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TpmAttributes.Restricted)]
    [InlineData(TpmAttributes.FixedTpm)]
    [InlineData(TpmAttributes.FixedParent)]
    [InlineData(TpmAttributes.SensitiveDataOrigin)]
    [InlineData(TpmAttributes.Sign)]
    public void Refuses_a_key_that_lacks_what_an_attestation_key_must_have(TpmAttributes lacking)
    {
        const TpmAttributes All = TpmAttributes.FixedTpm | TpmAttributes.FixedParent | TpmAttributes.SensitiveDataOrigin | TpmAttributes.Restricted | TpmAttributes.Sign;
        using var tpm = TestTpm.Create(attributes: All & ~lacking);
        AttestationKey.TryCreate(tpm.Public, out _, out var finding).ShouldBeFalse();
        finding!.Id.ShouldBe(QuoteFindings.KeyUnsuitable);
        using var sound = TestTpm.Create(attributes: All);
        AttestationKey.TryCreate(sound.Public, out var key, out _).ShouldBeTrue();
        key!.Dispose();
    }

    [Fact]
    public void Refuses_a_key_that_also_decrypts_or_signs_sha1()
    {
        using var both = TestTpm.Create(attributes: (TpmAttributes)0x70072);
        AttestationKey.TryCreate(both.Public, out _, out var finding).ShouldBeFalse();
        finding!.Id.ShouldBe(QuoteFindings.KeyUnsuitable);
        using var weak = TestTpm.Create(TpmAlgorithm.RsaSsa, TpmHash.Sha1);
        AttestationKey.TryCreate(weak.Public, out _, out finding).ShouldBeFalse();
        finding!.Id.ShouldBe(QuoteFindings.AlgorithmRefused);
    }

    [Fact]
    public void Refuses_a_signature_by_another_scheme_of_the_same_key()
    {
        using var tpm = TestTpm.Create(TpmAlgorithm.RsaSsa);
        using var key = KeyOf(tpm);
        var evidence = tpm.Quote(Nonce, Wanted);
        var signature = evidence.Signature.ToArray();
        signature[1] = 0x16;
        Only(QuoteVerifier.Verify(key, evidence with { Signature = signature }, new(Nonce, [Wanted]))).ShouldBe(QuoteFindings.AlgorithmRefused);
    }

    private static AttestationKey KeyOf(TestTpm tpm)
    {
        AttestationKey.TryCreate(tpm.Public, out var key, out var finding).ShouldBeTrue(finding?.Message);
        return key!;
    }

    private static string Only(QuoteResult result) => result.Findings.ShouldHaveSingleItem().Id;
}
