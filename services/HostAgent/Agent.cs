using System.Net;
using Attestry.HostAgent.Host;
using Attestry.HostAgent.Server;
using Attestry.HostAgent.State;
using Attestry.HostAgent.Tpm;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent;

/// <summary>Enrols one host and attests it. What is lost on the way, here or there, is found out and made good in the next round.</summary>
internal sealed class Agent : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly AgentSettings _settings;
    private readonly TimeProvider _time;
    private readonly AgentLog _log;
    private readonly TpmTools _tools;
    private readonly CollectorClient _collector;
    private readonly StateFolder _folder;
    private readonly EvidenceBuilder _evidence;
    private readonly KeyProvision _provision;
    private readonly FactReader _facts;

    private AgentState _state;
    private TpmKeys? _keys;

    // A refusal may mean that the server gave another token which got lost on the way, or that a person has to act: one try tells.
    private bool _mayEnrolAgain = true;

    private Agent(AgentSettings settings, AgentLog log, TpmTools tools, CollectorClient collector, StateFolder folder, TimeProvider time)
    {
        _time = time;
        (_settings, _log, _tools, _collector, _folder) = (settings, log, tools, collector, folder);
        _facts = new FactReader(settings.Files);
        _provision = new KeyProvision(tools, settings.Tpm);
        _evidence = new EvidenceBuilder(settings, log, tools);
        _state = folder.Read() ?? new AgentState(settings.HostId ?? _facts.SuggestHostId());
        if (settings.HostId is { } id && id != _state.HostId)
            _state = new AgentState(id);
    }

    internal string HostId => _state.HostId;

    /// <exception cref="AgentException">Something that is needed is missing.</exception>
    internal static async Task<Agent> OpenAsync(AgentSettings settings, AgentLog log, TimeProvider time, CancellationToken cancellation)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            var collector = CollectorClient.Open(settings.RequiredServer, time);
            opened.Push(collector);
            var folder = StateFolder.Open(settings.StateFolder);
            opened.Push(folder);
            var tools = await TpmTools.OpenAsync(settings.Tpm, settings.SearchPath, cancellation);
            opened.Push(tools);
            return new(settings, log, tools, collector, folder, time);
        }
        catch
        {
            foreach (var one in opened)
                one.Dispose();
            throw;
        }
    }

    /// <summary>Enrols the host unless it is.</summary>
    /// <param name="again">Also when it is, as far as the agent knows.</param>
    /// <returns>The server's answer; null when the host was enrolled already.</returns>
    internal async Task<ActivationAnswer?> EnrolAsync(bool again, CancellationToken cancellation)
    {
        _keys ??= await _provision.EnsureAsync(cancellation);
        var server = _settings.RequiredServer.Address;
        if (!again && _state.IsEnrolled(server, _keys.Attestation.Name.ToString()))
            return null;
        var challenge = await _collector.EnrolAsync(Request(_keys), cancellation);
        var secret = await ActivateAsync(challenge, cancellation);
        var answer = await _collector.ActivateAsync(challenge.EnrolmentId, new(secret), cancellation);
        _state = new AgentState(_state.HostId) { Server = server, HostToken = answer.HostToken, AttestationKey = _keys.Attestation.Name.ToString() };
        _folder.Write(_state);
        _log.Say($"Enrolled at {server} as {answer.HostId}: {Name(answer.State)}.");
        return answer;
    }

    /// <summary>One round: challenge, quote, evidence; of a list that is too long for one evidence as many as it takes.</summary>
    /// <exception cref="AgentException">It came to no evidence; the next round begins with what is missing.</exception>
    internal async Task<AttestationOutcome> AttestAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (status, more) = await SendAsync(cancellation);
            if (more)
                status = await VerifiedAsync(status, cancellation);
            if (status.Progress != EvidenceProgress.Partial)
                return new(status, _collector.Until(status.NextAt));
            _log.Say("A part of the measurement list was taken; what follows is sent.");
            await WaitAsync(_collector.Until(status.NextAt), cancellation);
        }
    }

    /// <summary>Waits until the server has verified an evidence.</summary>
    /// <exception cref="AgentException">It did not.</exception>
    internal async Task<EvidenceStatus> VerifiedAsync(EvidenceStatus status, CancellationToken cancellation)
    {
        var begun = _time.GetTimestamp();
        while (status.Progress == EvidenceProgress.Accepted)
        {
            if (_time.GetElapsedTime(begun) > Patience)
                throw new AgentException($"The server did not verify the evidence in {Patience.TotalMinutes:F0} minutes.", "Look at its collector.");
            await Task.Delay(Pause, _time, cancellation);
            status = await StatusAsync(status.EvidenceId, cancellation);
        }
        return status;
    }

    private async Task<(EvidenceStatus Status, bool More)> SendAsync(CancellationToken cancellation)
    {
        try
        {
            await EnrolAsync(again: false, cancellation);
            var request = await _evidence.DescribeAsync(cancellation);
            var challenge = await _collector.ChallengeAsync(_state.HostId, _state.HostToken!, request, cancellation);
            var (evidence, resets) = await _evidence.BuildAsync(challenge, _keys!.Attestation.Name, _state.Resets, cancellation);
            var status = await _collector.SendAsync(_state.HostId, _state.HostToken!, evidence, cancellation);
            _mayEnrolAgain = true;
            if (_state.Resets != resets)
                _folder.Write(_state = _state with { Resets = resets });
            return (status, evidence.Ima is { More: true });
        }
        catch (CollectorException e) when (_state.HostToken is not null && IsUnknown(e.Status))
        {
            // The TPM proves again who the host is.
            _mayEnrolAgain = false;
            _folder.Write(_state = new AgentState(_state.HostId));
            throw;
        }
        catch (TpmException)
        {
            // Another TPM, or one that was cleared: its keys are looked for again.
            _keys = null;
            throw;
        }
    }

    /// <summary>What the server came to; it verifies on its own time.</summary>
    internal Task<EvidenceStatus> StatusAsync(string evidence, CancellationToken cancellation) =>
        _collector.StatusAsync(_state.HostId, _state.HostToken!, evidence, cancellation);

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
        _collector.Dispose();
    }

    internal static string Name<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();

    /// <summary>At least as long as the coarse clock of HTTP answers may be wrong, or the next part would come too early.</summary>
    private Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => Task.Delay(TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, 60)), _time, cancellation);

    private bool IsUnknown(HttpStatusCode? status) =>
        status is HttpStatusCode.NotFound || (_mayEnrolAgain && status is (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden));

    private EnrolRequest Request(TpmKeys keys) => new(_state.HostId, keys.Endorsement.Encoded, keys.Attestation.Encoded, _facts.Read())
    {
        EkCertificate = keys.Certificate is { } certificate ? certificate : default(ReadOnlyMemory<byte>?),
        EkChain = [.. keys.Chain.Select(one => (ReadOnlyMemory<byte>)one)],
    };

    private async Task<byte[]> ActivateAsync(EnrolChallenge challenge, CancellationToken cancellation)
    {
        var activation = new CredentialActivation(_tools, _settings.Tpm);
        try
        {
            return await activation.ActivateAsync(new CredentialBlob(challenge.CredentialBlob, challenge.EncryptedSecret), cancellation);
        }
        catch (TpmException)
        {
            // The key may have been made under another endorsement key; the next enrolment is with a new one.
            _keys = await _provision.RenewAsync(cancellation);
            throw;
        }
    }
}
