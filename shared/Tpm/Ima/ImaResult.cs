using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Ima;

/// <summary>What was concluded about a list.</summary>
/// <param name="Findings">Bounded; <paramref name="MoreFindings"/> counts what is beyond.</param>
/// <param name="Proven">Up to where the quote proves the list: continue from here. Null when no point of it gives the quoted PCR.</param>
/// <param name="Tail">Where the list ended. Beyond <paramref name="Proven"/> are entries newer than the quote; the next one proves them.</param>
public sealed record ImaResult(IReadOnlyList<Finding> Findings, long MoreFindings, ImaReplayState? Proven, ImaReplayState Tail)
{
    /// <summary>The quote proves the list, and nothing is wrong with it.</summary>
    [MemberNotNullWhen(true, nameof(Proven))]
    public bool Succeeded => Proven is not null && Findings.All(finding => finding.Severity < Severity.High);

    /// <summary>Entries that were measured after the quote was made.</summary>
    public long Ahead => Proven is null ? 0 : Tail.Entries - Proven.Entries;
}
