using Attestry.Contracts.Documents;

namespace Attestry.Policy;

/// <summary>Judges evidence. Pure: the same input under the same policy digest gives the same result.</summary>
public interface IPolicyEngine
{
    /// <summary>Which policy speaks about the artifact in an environment, told without its evidence.</summary>
    PolicyIdentity Identify(ArtifactDocument artifact, string environment);

    /// <summary>Judges with what is there; missing evidence counts against the artifact. Never throws for evidence, however bad, nor for a policy that breaks.</summary>
    PolicyResult Evaluate(PolicyInput input);
}
