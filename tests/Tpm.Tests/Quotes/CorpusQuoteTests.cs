using Attestry.Primitives.Findings;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Quotes;

/// <summary>Quotes that a TPM made and tpm2_checkquote accepted.</summary>
public sealed class CorpusQuoteTests
{
    private static readonly PcrSelection Firmware = PcrSelection.Of(TpmHash.Sha256, 0, 1, 2, 3, 4, 5, 6, 7);

    [Fact]
    public void Verifies_an_ecdsa_quote()
    {
        if (QuoteCorpus.Read("quotes/ecdsa") is not { } corpus)
            return;
        AttestationKey.TryCreate(File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/ak.pub")!), out var key, out _).ShouldBeTrue();
        using var held = key;
        var result = QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [Firmware]));
        result.Findings.ShouldBeEmpty();
        result.Succeeded.ShouldBeTrue();
        var values = File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/quote.pcrs.values")!);
        result.Pcrs!.Get(TpmHash.Sha256, 10)!.Value.ToArray().ShouldBe(values[^32..]);
        result.Quote!.Clock.ShouldBe(new(0x8607, 2, 0, true));
    }

    [Fact]
    public void Knows_name_and_qualified_name_of_an_attestation_key_under_its_endorsement_key()
    {
        if (QuoteCorpus.Read("quotes/ecdsa") is not { } corpus)
            return;
        TpmPublic.TryRead(File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/ak.pub")!), out var ak).ShouldBeTrue();
        TpmPublic.TryRead(File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/ek.pub")!), out var ek).ShouldBeTrue();
        ak!.Name.Bytes.ToArray().ShouldBe(File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/ak.name")!));
        TpmAttestation.TryRead(corpus.Message, out var quote, out _).ShouldBeTrue();
        var qualified = TpmName.Qualified(TpmName.Qualified(TpmName.EndorsementHierarchy, ek!), ak);
        quote!.QualifiedSigner.ShouldBe(qualified);
        ek!.IsEndorsementKey.ShouldBeTrue();
        ek.IsAttestationKey.ShouldBeFalse();
    }

    [Fact]
    public void Verifies_an_rsa_quote()
    {
        if (QuoteCorpus.Read("quotes/rsa", "quote-rsa") is not { } corpus)
            return;
        AttestationKey.TryCreate(QuoteCorpus.PublicArea(Corpora.Path("tpm/quotes/rsa/ak-rsa.pem")!), out var key, out _).ShouldBeTrue();
        using var held = key;
        QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [Firmware])).Findings.ShouldBeEmpty();
        corpus.Signature[^1] ^= 1;
        QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [Firmware])).Findings.ShouldHaveSingleItem().Id.ShouldBe(QuoteFindings.SignatureInvalid);
    }

    [Fact]
    public void Refuses_every_quote_with_one_bit_altered()
    {
        if (QuoteCorpus.Read("quotes/ecdsa") is not { } corpus)
            return;
        AttestationKey.TryCreate(File.ReadAllBytes(Corpora.Path("tpm/quotes/ecdsa/ak.pub")!), out var key, out _).ShouldBeTrue();
        using var held = key;
        foreach (var part in new[] { corpus.Message, corpus.Signature })
            for (var at = 0; at < part.Length; at++)
            {
                part[at] ^= 0x40;
                QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [])).Succeeded.ShouldBeFalse($"byte {at}");
                part[at] ^= 0x40;
            }
        QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [])).Succeeded.ShouldBeTrue();
    }
}
