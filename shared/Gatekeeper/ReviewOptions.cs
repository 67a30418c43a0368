using Attestry.Gatekeeper.Constraints;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper;

/// <summary>What a review is judged with besides the request.</summary>
public sealed record ReviewOptions
{
    /// <summary>The time that rules see.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What a cluster holds, of <see cref="Gatekeeper.Inventory.Of"/>.</summary>
    public RegoObject Inventory { get; init; } = Gatekeeper.Inventory.Empty;

    /// <summary>Where it is enforced: <see cref="EnforcementPoint"/>.</summary>
    public string Point { get; init; } = EnforcementPoint.Admission;

    /// <summary>What one constraint may cost: an API server waits some seconds for all of them.</summary>
    public EvaluationLimits Limits { get; init; } = new() { Steps = 10_000_000, AllocatedBytes = 512L << 20, OutputValues = 200_000 };
}
