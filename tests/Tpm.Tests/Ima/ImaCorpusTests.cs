using Attestry.Primitives.Findings;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tests.Quotes;

namespace Attestry.Tpm.Tests.Ima;

/// <summary>A real list, and one with a quote.</summary>
public sealed class ImaCorpusTests
{
    [Fact]
    public void Recomputes_every_template_hash_of_a_real_list()
    {
        if (Corpora.Path("tpm/ima/ascii_runtime_measurements") is not { } path)
            return;
        using var stream = File.OpenRead(path);
        var entries = new List<ImaEntry>();
        var result = ImaVerifier.Verify(new ImaAsciiReader(stream), new(Anything(), 1) { Visit = entries.Add });
        entries.Count.ShouldBe(826);
        entries.ShouldAllBe(entry => entry.Template!.Name == "ima-ng" && entry.Pcr == 10);
        entries[0].IsBootAggregate.ShouldBeTrue();
        result.Findings.ShouldHaveSingleItem().Id.ShouldBe(ImaFindings.PcrMismatch);
        result.Tail.Offset.ShouldBe(stream.Length);
    }

    [Theory, InlineData("ima-500.bin"), InlineData("ima-500.bin.ascii")]
    public void Replays_a_list_into_the_pcr_that_was_quoted(string name)
    {
        if (Corpora.Path($"tpm/ima/synthetic-500/{name}") is not { } path || QuoteCorpus.Read("ima/synthetic-500") is not { } corpus)
            return;
        AttestationKey.TryCreate(QuoteCorpus.PublicArea(Corpora.Path("tpm/ima/synthetic-500/ak.pem")!), out var key, out _).ShouldBeTrue();
        using var held = key;
        var quote = QuoteVerifier.Verify(key!, corpus.Evidence, new(corpus.Nonce, [PcrSelection.Of(TpmHash.Sha256, 10)]));
        quote.Findings.ShouldBeEmpty();
        using var stream = File.OpenRead(path);
        IImaReader reader = name.EndsWith("ascii", StringComparison.Ordinal) ? new ImaAsciiReader(stream) : new ImaBinaryReader(stream);
        var result = ImaVerifier.Verify(reader, new(quote.Pcrs!, quote.Quote!.Clock.Resets));
        result.Findings.ShouldBeEmpty();
        result.Succeeded.ShouldBeTrue();
        result.Proven!.Entries.ShouldBe(500);
        result.Ahead.ShouldBe(0);
        // Both banks, as the corpus states them.
        foreach (var line in File.ReadAllLines(Corpora.Path("tpm/ima/synthetic-500/ima-500.bin.pcr")!))
        {
            TpmHash.TryParse(line.Split(' ')[0], out var bank).ShouldBeTrue();
            Convert.ToHexStringLower(result.Tail.Values[bank!].Span).ShouldBe(line.Split(' ')[1]);
        }
    }

    private static PcrValues Anything()
    {
        var values = new PcrValues();
        values.TrySet(TpmHash.Sha256, 10, Enumerable.Repeat((byte)1, 32).ToArray());
        return values;
    }
}
