namespace Attestry.Advisories.Sources;

/// <summary>How content is taken in.</summary>
/// <param name="Now">When somebody looked for it.</param>
/// <param name="Steps">Which changes of exploit predictions are news.</param>
internal sealed record SourceTaking(DateTimeOffset Now, ProbabilitySteps Steps);
