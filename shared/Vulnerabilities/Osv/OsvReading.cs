using Attestry.Primitives.Findings;

namespace Attestry.Vulnerabilities.Osv;

/// <summary>Either an advisory or why there is none.</summary>
public sealed record OsvReading(OsvAdvisory? Advisory, Finding? Problem);
