namespace Attestry.Vulnerabilities.Cvss;

/// <summary>One group of metrics within a MacroVector of CVSS 4.0.</summary>
/// <param name="Worst">The highest severity vectors of the group at its level (§8.2, table 30).</param>
/// <param name="Depth">Steps from the worst to the least severe vector of the level, plus one.</param>
/// <param name="Lower">The MacroVectors one level below in this group; they need not exist.</param>
internal sealed record Cvss4Group(IReadOnlyList<string> Worst, int Depth, IReadOnlyList<Cvss4MacroVector> Lower);
