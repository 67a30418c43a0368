namespace Attestry.EndToEnd.Processes;

/// <summary>Everything here takes whole processors: one test after the other, over one deployment.</summary>
[CollectionDefinition(Name)]
public sealed class DeploymentGroup : ICollectionFixture<Deployment>
{
    public const string Name = "deployment";
}
