using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Quotes;

/// <summary>What was concluded about a quote.</summary>
/// <param name="Quote">Only when everything that was asked of it holds.</param>
/// <param name="Pcrs">The quoted values, and no other; only beside <paramref name="Quote"/>.</param>
/// <param name="Rebooted">The TPM was reset since the quote before.</param>
public sealed record QuoteResult(IReadOnlyList<Finding> Findings, TpmAttestation? Quote, PcrValues? Pcrs, bool Rebooted)
{
    [MemberNotNullWhen(true, nameof(Quote), nameof(Pcrs))]
    public bool Succeeded => Quote is not null && Pcrs is not null;

    public Verdict Verdict => Succeeded ? Verdict.Passed : Verdict.Failed;
}
