using Attestry.Primitives.Findings;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>The statements of a document that say something, and why others do not.</summary>
public sealed record VexReading(IReadOnlyList<VexStatement> Statements, IReadOnlyList<Finding> Findings);
