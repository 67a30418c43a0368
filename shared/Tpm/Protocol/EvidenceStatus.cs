using Attestry.Primitives;

namespace Attestry.Tpm.Protocol;

/// <param name="EvidenceId">Names it in <paramref name="Status"/>.</param>
/// <param name="Status">Path to ask for this again.</param>
/// <param name="State">Of the host as it is now.</param>
/// <param name="Findings">Empty until it is verified.</param>
/// <param name="NextAt">When to ask for the next challenge.</param>
public sealed record EvidenceStatus(
    string EvidenceId, string Status, EvidenceProgress Progress, HostState State, IReadOnlyList<EvidenceFinding> Findings, DateTimeOffset NextAt);
