using Attestry.Primitives;

namespace Attestry.Policy;

/// <summary>The policy that speaks about one repository.</summary>
/// <param name="Id">URI, the same for every version of its settings.</param>
/// <param name="Digest">Of <paramref name="Document"/>: the rules, their version and everything that steers them here.</param>
/// <param name="Document">The policy as JSON; kept in the content store, so that a decision's policy digest can be looked up.</param>
/// <param name="Reads">Kinds of evidence that it looks at; other evidence changes no decision.</param>
public sealed record PolicyIdentity(string Id, Digest Digest, byte[] Document, IReadOnlyList<string> Reads)
{
    /// <summary>What it says may change with time alone, so that it is asked again now and then.</summary>
    public bool ReadsTime { get; init; }

    /// <summary>A set that takes part in deciding has no bundle that works. Decisions that it made before stand while their evidence does.</summary>
    public bool IsUnavailable { get; init; }
}
