using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>What came of checking one log entry.</summary>
/// <param name="Log">The trusted log that holds it; null when none does.</param>
/// <param name="Time">When the log took it; null when it does not say so under its signature.</param>
/// <param name="Finding">Why it proves nothing; null when it does.</param>
internal sealed record EntryProof(Trust.TrustedLog? Log, DateTimeOffset? Time, Finding? Finding);
