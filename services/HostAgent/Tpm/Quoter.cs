using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tpm;

/// <summary>Quotes PCRs with the attestation key.</summary>
internal sealed class Quoter(TpmTools tools, TpmSettings settings)
{
    /// <summary>A PCR may be extended between the quote and the reading of its values, which the tool then refuses.</summary>
    private const int MostTries = 5;

    internal async Task<QuoteEvidence> QuoteAsync(ReadOnlyMemory<byte> nonce, IReadOnlyList<PcrSelection> selections, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await TryAsync(nonce, selections, cancellation);
            }
            catch (TpmException) when (tried < MostTries)
            {
                // Made and read again.
            }
        }
    }

    private async Task<QuoteEvidence> TryAsync(ReadOnlyMemory<byte> nonce, IReadOnlyList<PcrSelection> selections, CancellationToken cancellation)
    {
        var (message, signature, pcrs) = (tools.File("quote.message"), tools.File("quote.signature"), tools.File("quote.pcrs"));
        await tools.RunAsync("quote",
        [
            "-c", TpmTools.Handle(settings.AttestationHandle), "-l", string.Join('+', selections), "-q", Convert.ToHexStringLower(nonce.Span),
            "-g", settings.Attestation.Hash, "--scheme", settings.Attestation.Scheme, "-m", message, "-s", signature, "-o", pcrs,
        ], cancellation);
        return new(
            await File.ReadAllBytesAsync(message, cancellation),
            await File.ReadAllBytesAsync(signature, cancellation),
            PcrFile.TryRead(await File.ReadAllBytesAsync(pcrs, cancellation), out var values) ? values : throw new TpmException("quote", "its file of PCR values cannot be read"));
    }
}
