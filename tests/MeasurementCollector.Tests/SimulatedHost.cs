using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>A host with an attestation key and an endorsement key in memory: it says what an agent says, with true cryptography.</summary>
internal sealed class SimulatedHost : IDisposable
{
    private HttpClient _client;

    private SimulatedHost(string id, HttpClient client, DateTimeOffset now)
    {
        (Id, _client) = (id, client);
        Endorsement = TestEndorsement.Create(ecc: true, now);
        Boot();
    }

    public string Id { get; }

    /// <summary>Of the last enrolment.</summary>
    public string Token { get; private set; } = "";

    public TestEndorsement Endorsement { get; private set; }

    public TestTpm Tpm { get; private set; } = TestTpm.Create();

    public TestImaLog Log { get; private set; } = new();

    /// <summary>Sent instead of the list that the PCR was extended with.</summary>
    public byte[]? Forged { get; set; }

    public List<RunningImage> Images { get; } = [];

    public List<MappedExecutable> Executables { get; } = [];

    /// <summary>The confidential machine that it runs in; null when it runs in none.</summary>
    public TestProcessor? Processor { get; set; }

    /// <summary>What the firmware logged; null when it logged nothing.</summary>
    public byte[]? BootLog { get; private set; }

    public static async Task<SimulatedHost> CreateAsync(CollectorBed bed, string id = "node-1") => new(id, await bed.ClientAsync(Roles.Agent), bed.Time.GetUtcNow());

    public static async Task<SimulatedHost> EnrolledAsync(CollectorBed bed, string id = "node-1")
    {
        var host = await CreateAsync(bed, id);
        (await host.EnrolAsync()).State.ShouldBe(HostState.Pending);
        (await bed.ActAsync(id, "approve")).ShouldBe(HttpStatusCode.OK);
        return host;
    }

    /// <summary>The TPM is reset, and the kernel begins a new list.</summary>
    public void Boot()
    {
        Tpm.Clock = Tpm.Clock with { Resets = Tpm.Clock.Resets + 1, Restarts = 0, Milliseconds = Tpm.Clock.Milliseconds + 10 };
        Log = new();
        var aggregate = BootAggregate.Of(Tpm.Pcrs).First(digest => digest.Algorithm == "sha256");
        Log.Add("ima-ng", TestImaLog.Digest("sha256", aggregate.Value.ToArray()), TestImaLog.Name("boot_aggregate"));
    }

    /// <summary>Boots with what the firmware and the boot loader measure.</summary>
    public void Boot(byte[] log)
    {
        BootLog = log;
        Attestry.Tpm.Boot.BootLog.TryRead(log, out var read, out var finding).ShouldBeTrue(finding?.Message);
        var replayed = read!.Replay();
        for (var pcr = 0; pcr < 16; pcr++)
            Tpm.Pcrs.TrySet(TpmHash.Sha256, pcr, (replayed.Get(TpmHash.Sha256, pcr) ?? new byte[32]).Span).ShouldBeTrue();
        Boot();
    }

    public void UseTpmOf(SimulatedHost other) => Tpm = other.Tpm;

    public void UseKeysOf(SimulatedHost other) => Endorsement = other.Endorsement;

    public async Task<ActivationAnswer> EnrolAsync()
    {
        using var response = await RequestAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var challenge = (await response.Content.ReadFromJsonAsync<EnrolChallenge>(HostProtocol.Json))!;
        TpmPublic.TryRead(Tpm.Public, out var ak).ShouldBeTrue();
        var secret = Endorsement.Activate(new CredentialBlob(challenge.CredentialBlob, challenge.EncryptedSecret), ak!.Name).ShouldNotBeNull();
        using var activated = await ActivateAsync(challenge.EnrolmentId, secret);
        activated.StatusCode.ShouldBe(HttpStatusCode.OK, await activated.Content.ReadAsStringAsync());
        var answer = (await activated.Content.ReadFromJsonAsync<ActivationAnswer>(HostProtocol.Json))!;
        UseToken(answer.HostToken);
        return answer;
    }

    /// <summary>The same host, to a collector that was started on the same store.</summary>
    public async Task MoveToAsync(CollectorBed bed)
    {
        _client.Dispose();
        _client = await bed.ClientAsync(Roles.Agent);
        UseToken(Token);
    }

    public void UseToken(string token)
    {
        Token = token;
        _client.DefaultRequestHeaders.Remove(HostProtocol.TokenHeader);
        _client.DefaultRequestHeaders.Add(HostProtocol.TokenHeader, token);
    }

    public Task<HttpResponseMessage> RequestAsync(bool certified = true) => PostAsync(
        HostProtocol.EnrolPath,
        new EnrolRequest(Id, Endorsement.Public, Tpm.Public, new(Id, "Test", "6.1", "x86_64", "1"))
        {
            EkCertificate = certified ? Endorsement.Certificate : null,
        });

    public Task<HttpResponseMessage> ActivateAsync(string enrolment, byte[] secret) => PostAsync(HostProtocol.ActivationPath(enrolment), new ActivationRequest(secret));

    public Task<HttpResponseMessage> AskAsync(ChallengeRequest? request = null) =>
        PostAsync(HostProtocol.ChallengePath(Id), request ?? new(["sha1", "sha256"], Tpm.Clock.Resets, Log.BinaryLength, BootLog is not null) { Tee = Processor is null ? null : TeeKind.SevSnp });

    public async Task<Challenge> ChallengeAsync()
    {
        using var response = await AskAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<Challenge>(HostProtocol.Json))!;
    }

    /// <summary>What a sound agent answers.</summary>
    public HostEvidence Answer(Challenge challenge)
    {
        var quoted = Log.Quoted(TpmHash.Sha256);
        Tpm.Pcrs.TrySet(TpmHash.Sha256, 10, quoted.Get(TpmHash.Sha256, 10)!.Value.Span);
        Tpm.Clock = Tpm.Clock with { Milliseconds = Tpm.Clock.Milliseconds + 1000 };
        var selections = challenge.Selection.Select(one => PcrSelection.Of(TpmHash.TryParse(one.Bank, out var bank) ? bank : throw new FormatException(), [.. one.Pcrs])).ToArray();
        var quote = Tpm.Quote(challenge.Nonce.ToArray(), selections);
        var offset = challenge.ImaBootCount == Tpm.Clock.Resets && challenge.ImaOffset <= Log.BinaryLength ? challenge.ImaOffset : 0;
        return new(
            challenge.Nonce, quote.Message, quote.Signature,
            [.. selections.SelectMany(one => one.Pcrs.Select(pcr => new PcrValue(one.Bank.Name, pcr, Tpm.Pcrs.Get(one.Bank, pcr)!.Value)))],
            [.. Images])
        {
            Ima = ListParts.Of(Forged ?? Log.Binary, offset, challenge.ImaMostBytes),
            Executables = [.. Executables],
            BootLog = challenge.BootLogWanted ? BootLog : null,
            Tee = challenge.TeeWanted ? Report(challenge.Nonce.Span) : null,
        };
    }

    /// <summary>A report over the nonce and this host's attestation key.</summary>
    public TeeEvidence Report(ReadOnlySpan<byte> nonce, Action<byte[]>? alter = null)
    {
        TpmPublic.TryRead(Tpm.Public, out var key).ShouldBeTrue();
        return new(TeeKind.SevSnp, Processor!.Report(TeeBinding.ReportData(nonce, key!.Name), alter)) { Certificates = Processor.CertificateTable() };
    }

    public Task<HttpResponseMessage> SendAsync(HostEvidence evidence) => PostAsync(HostProtocol.EvidencePath(Id), evidence);

    /// <summary>Sends evidence and waits until it is verified.</summary>
    public async Task<EvidenceStatus> SubmitAsync(HostEvidence evidence)
    {
        using var response = await SendAsync(evidence);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        var status = (await response.Content.ReadFromJsonAsync<EvidenceStatus>(HostProtocol.Json))!;
        await Eventually.HoldsAsync(async () =>
        {
            status = (await _client.GetFromJsonAsync<EvidenceStatus>(new Uri(status.Status, UriKind.Relative), HostProtocol.Json))!;
            return status.Progress != EvidenceProgress.Accepted;
        });
        return status;
    }

    public async Task<EvidenceStatus> AttestAsync(Func<HostEvidence, HostEvidence>? tamper = null)
    {
        var evidence = Answer(await ChallengeAsync());
        return await SubmitAsync(tamper?.Invoke(evidence) ?? evidence);
    }

    /// <summary>Attests as often as a list in parts takes, and not once more.</summary>
    /// <param name="tamper">Of the part with that number, from 0.</param>
    /// <returns>What came of each part.</returns>
    public async Task<IReadOnlyList<EvidenceStatus>> AttestInPartsAsync(Func<int, HostEvidence, HostEvidence>? tamper = null)
    {
        var statuses = new List<EvidenceStatus>();
        do
            statuses.Add(await AttestAsync(evidence => tamper?.Invoke(statuses.Count, evidence) ?? evidence));
        while (statuses[^1].Progress == EvidenceProgress.Partial);
        return statuses;
    }

    public static byte[] Content(string name) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));

    public void Dispose()
    {
        _client.Dispose();
        Endorsement.Dispose();
        Tpm.Dispose();
    }

    private Task<HttpResponseMessage> PostAsync<T>(string path, T body) => _client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, HostProtocol.Json);
}
