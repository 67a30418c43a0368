namespace Attestry.Vulnerabilities.Cvss;

internal sealed record CvssMetric(IReadOnlyList<string> Values, bool Mandatory);
