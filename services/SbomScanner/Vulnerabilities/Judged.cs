using Attestry.Contracts.Documents;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <param name="Evidence">As it is saved now; null when nothing could be judged.</param>
/// <param name="Changed">It differs from what was saved before.</param>
/// <param name="NeedsScan">There are advisories, but nobody knows yet what the artifact holds.</param>
internal readonly record struct Judged(EvidenceDocument? Evidence, bool Changed, bool NeedsScan);
