using Attestry.Contracts.Documents;

namespace Attestry.Policy;

/// <summary>Judges evidence. Pure: the same input under the same policy digest gives the same result.</summary>
public interface IPolicyEngine
{
    /// <summary>Which policy speaks about the artifact, told without its evidence.</summary>
    PolicyIdentity Identify(ArtifactDocument artifact);

    /// <summary>Judges with what is there; missing evidence counts against the artifact. Never throws for evidence, however bad.</summary>
    PolicyResult Evaluate(PolicyInput input);
}
