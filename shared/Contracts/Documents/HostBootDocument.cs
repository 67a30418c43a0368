namespace Attestry.Contracts.Documents;

/// <summary>What a host booted, and what an administrator accepted it to boot. Apart from the host, which is written with every attestation.</summary>
/// <param name="Id">Of the host.</param>
/// <param name="Resets">Of its TPM, when the log was verified.</param>
/// <param name="State">JSON of the core's boot state.</param>
/// <param name="Digest">SHA-256 of <paramref name="State"/>: <c>sha256:…</c>.</param>
public sealed record HostBootDocument(string Id, uint Resets, string State, string Digest, DateTimeOffset At) : IDocument
{
    /// <summary>The state that was accepted, JSON; null when none was.</summary>
    public string? Reference { get; init; }

    public string? AcceptedBy { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}
