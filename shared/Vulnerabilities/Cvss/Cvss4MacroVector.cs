namespace Attestry.Vulnerabilities.Cvss;

/// <summary>The levels of the six equivalence classes of CVSS 4.0, 0 the worst.</summary>
internal readonly record struct Cvss4MacroVector(int One, int Two, int Three, int Four, int Five, int Six);
