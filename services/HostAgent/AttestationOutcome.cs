using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent;

/// <summary>What came of one round.</summary>
/// <param name="Status">The server's answer; not verified yet unless it was waited for.</param>
/// <param name="Next">How long to wait until the server wants the next one.</param>
internal sealed record AttestationOutcome(EvidenceStatus Status, TimeSpan Next);
