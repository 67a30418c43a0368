using System.Net;
using Attestry.HostAgent.Server;
using Attestry.Primitives;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent;

/// <summary>Attests whenever the server wants it, until it is told to end.</summary>
internal sealed class AgentLoop(Agent agent, AgentLog log, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private (HostState State, string Findings)? _said;
    private string? _last;

    /// <exception cref="AgentException">Trying again would change nothing.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var wait = await RoundAsync(cancellation);
            await Task.Delay(wait < Shortest ? Shortest : wait > Longest ? Longest : wait, time, cancellation);
        }
    }

    /// <returns>How long to wait for the next one.</returns>
    private async Task<TimeSpan> RoundAsync(CancellationToken cancellation)
    {
        try
        {
            await TellLastAsync(cancellation);
            var outcome = await agent.AttestAsync(cancellation);
            _last = outcome.Status.EvidenceId;
            _backOff.Reset();
            return outcome.Next;
        }
        catch (AgentException e) when (!e.IsFinal)
        {
            var wait = _backOff.Next((e as CollectorException)?.RetryAfter);
            log.Warn($"{e.Message} Next try in {wait.TotalSeconds:F0} s.");
            return wait;
        }
    }

    /// <summary>Says what came of the round before, when that is news.</summary>
    private async Task TellLastAsync(CancellationToken cancellation)
    {
        if (_last is not { } evidence)
            return;
        _last = null;
        try
        {
            var status = await agent.StatusAsync(evidence, cancellation);
            if (status.Progress != EvidenceProgress.Accepted)
                Tell(status);
        }
        catch (CollectorException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            // It is no longer kept; the next one will be told.
        }
    }

    private void Tell(EvidenceStatus status)
    {
        var findings = string.Join(", ", status.Findings.Select(finding => finding.Id).Distinct());
        if (_said == (status.State, findings))
            return;
        _said = (status.State, findings);
        var text = $"The host is {Agent.Name(status.State)}{(findings.Length > 0 ? $": {findings}" : "")}.";
        if (status.Progress == EvidenceProgress.Failed)
            log.Warn(text);
        else
            log.Say(text);
    }
}
