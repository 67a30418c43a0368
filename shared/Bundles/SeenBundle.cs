using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>A bundle as a source had it.</summary>
/// <param name="Mark">Changes when the source does; says nothing of the content (<see cref="PolicyBundle.Digest"/> does).</param>
public sealed record SeenBundle(PolicyBundle Bundle, string Mark);
