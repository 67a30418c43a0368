using Attestry.Advisories;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>The database of advisories, where there is one.</summary>
internal sealed record AdvisoryStore(AdvisoryFile? File);
