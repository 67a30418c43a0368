using Attestry.Contracts.Documents;
using Attestry.Policy.Input;

namespace Attestry.StatusApi.PolicyInputs;

/// <summary>What policies would see of an artifact now.</summary>
/// <param name="State">Where its decision stands in the environment; unknown while there is none.</param>
public sealed record PolicyInputBody(string Artifact, DecisionState State, InputDocument Input);
