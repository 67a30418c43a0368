namespace Attestry.Vulnerabilities.Osv;

/// <param name="Type"><c>CVSS_V2</c>, <c>CVSS_V3</c>, <c>CVSS_V4</c>, <c>Ubuntu</c> or what else the schema will name.</param>
/// <param name="Score">A vector, or the word of the named scale.</param>
public sealed record OsvSeverity(string Type, string Score);
