using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>What a verification came to.</summary>
/// <param name="Trusted">One of the signatures is by a given key.</param>
/// <param name="Findings">What decided it.</param>
internal sealed record VerifyReport(string Target, Digest Digest, bool Trusted, IReadOnlyList<VerifiedItem> Found, IReadOnlyList<Finding> Findings);
