using Attestry.EndToEnd.Images;
using Attestry.EndToEnd.Processes;

namespace Attestry.EndToEnd;

/// <summary>SIGKILL in the middle of a batch: no push is lost, no verdict is wrong, none is made twice.</summary>
[Collection(DeploymentGroup.Name)]
public sealed class KilledServiceTests(Deployment deployment)
{
    [Theory]
    [InlineData("Ingestion")]
    [InlineData("SbomScanner")]
    [InlineData("SignatureVerifier")]
    [InlineData("PolicyEvaluator")]
    [InlineData("StatusApi")]
    public async Task A_batch_gets_its_verdicts_though_a_service_is_killed_in_the_middle(string project)
    {
        if (!deployment.Runs)
            return;
        var name = $"killed/{project.ToLowerInvariant()}";
        var batch = new ImageBatch(deployment.Registry, name, size: 36);
        var pushing = batch.PushAsync();
        await batch.PushedAsync(14);

        // All its replicas, so that nobody takes over.
        await Task.WhenAll(deployment.Of(project).Select(service => service.KillAsync()));
        await batch.PushedAsync(22);
        await Task.WhenAll(deployment.Of(project).Select(service => service.StartAndWaitAsync()));

        await pushing;
        await batch.ShouldBeJudgedRightAsync(deployment.Verdicts);
    }
}
