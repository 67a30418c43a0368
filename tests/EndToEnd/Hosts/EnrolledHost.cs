using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.EndToEnd.Hosts;

/// <summary>A host with its keys and its measurement list in memory; the collector's store says that it is enrolled.</summary>
internal sealed class EnrolledHost : IDisposable
{
    private readonly TestTpm _tpm = TestTpm.Create();
    private readonly TestImaLog _log = new();
    private readonly string _token = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public EnrolledHost(string id)
    {
        Id = id;
        _log.Add("ima-ng", TestImaLog.Digest("sha256", BootAggregate.Of(_tpm.Pcrs).First(digest => digest.Algorithm == "sha256").Value.ToArray()), TestImaLog.Name("boot_aggregate"));
    }

    public string Id { get; }

    public HostDocument Document(DateTimeOffset now) => new(
        Id, HostState.Enrolled, Digest.Sha256(_tpm.Public), _tpm.Public, _tpm.Public, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_token))), "listed", now, now);

    /// <returns>Id of the evidence that the collector took.</returns>
    public async Task<string> SendAsync(HttpClient client)
    {
        _log.AddFile($"/usr/bin/{_log.Entries}");
        var challenge = await PostAsync<Challenge>(client, HostProtocol.ChallengePath(Id), new ChallengeRequest(["sha256"], _tpm.Clock.Resets, _log.BinaryLength, HasBootLog: false));
        _tpm.Pcrs.TrySet(TpmHash.Sha256, 10, _log.Quoted(TpmHash.Sha256).Get(TpmHash.Sha256, 10)!.Value.Span);
        _tpm.Clock = _tpm.Clock with { Milliseconds = _tpm.Clock.Milliseconds + 1000 };
        var pcrs = challenge.Selection.ShouldHaveSingleItem().Pcrs;
        var quote = _tpm.Quote(challenge.Nonce.ToArray(), PcrSelection.Of(TpmHash.Sha256, [.. pcrs]));
        var offset = (int)challenge.ImaOffset;
        var evidence = new HostEvidence(challenge.Nonce, quote.Message, quote.Signature, [.. pcrs.Select(pcr => new PcrValue("sha256", pcr, _tpm.Pcrs.Get(TpmHash.Sha256, pcr)!.Value))], [])
        {
            Ima = new(ImaFormat.Binary, offset, _log.Binary.AsMemory(offset)),
        };
        return (await PostAsync<EvidenceStatus>(client, HostProtocol.EvidencePath(Id), evidence)).EvidenceId;
    }

    public void Dispose() => _tpm.Dispose();

    private async Task<T> PostAsync<T>(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body, body.GetType(), options: HostProtocol.Json) };
        request.Headers.Add(HostProtocol.TokenHeader, _token);
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<T>(HostProtocol.Json))!;
    }
}
