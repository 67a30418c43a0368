using System.Net;
using System.Net.Http.Json;
using Attestry.Hosting.Security;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>A host whose TPM is a real implementation: keys, quotes and PCRs come from swtpm through tpm2-tools.</summary>
internal sealed class SoftwareTpmHost(SoftwareTpm tpm, HttpClient client) : IAsyncDisposable
{
    private const string EndorsementHandle = "0x81010001";
    private const string AttestationHandle = "0x81010002";
    private const string Id = "swtpm-1";

    private readonly TestImaLog _log = new();

    public TestImaLog Log => _log;

    public static async Task<SoftwareTpmHost> StartAsync(CollectorBed bed, SoftwareTpm tpm)
    {
        await tpm.RunAsync("readpublic", "-c", EndorsementHandle, "-o", tpm.File("ek.pub"));
        await tpm.RunAsync("nvread", "0x1c00002", "-o", tpm.File("ek.der"));
        await tpm.RunAsync("createak", "-C", EndorsementHandle, "-c", tpm.File("ak.ctx"), "-G", "ecc", "-g", "sha256", "-s", "ecdsa", "-u", tpm.File("ak.pub"), "-n", tpm.File("ak.name"));
        await tpm.RunAsync("evictcontrol", "-c", tpm.File("ak.ctx"), AttestationHandle);
        var host = new SoftwareTpmHost(tpm, await bed.ClientAsync(Roles.Agent));
        var zero = new PcrValues();
        for (var pcr = 0; pcr < 10; pcr++)
            zero.TrySet(TpmHash.Sha256, pcr, new byte[32]);
        await host.MeasureAsync(log => log.Add("ima-ng", TestImaLog.Digest("sha256", BootAggregate.Of(zero).First().Value.ToArray()), TestImaLog.Name("boot_aggregate")));
        return host;
    }

    /// <summary>Adds entries to the list, and extends PCR 10 of the TPM with each as the kernel does.</summary>
    public async Task MeasureAsync(Func<TestImaLog, TestImaLog> add)
    {
        var before = _log.BinaryLength;
        add(_log);
        for (var reader = new ImaBinaryReader(new MemoryStream(_log.Binary[(int)before..])); reader.Read() is { } entry;)
            await tpm.RunAsync("pcrextend", $"10:sha256={Convert.ToHexString(TpmHash.Sha256.Hash(entry.TemplateData.Span))}");
    }

    public async Task<ActivationAnswer> EnrolAsync()
    {
        var request = new EnrolRequest(Id, await ReadAsync("ek.pub"), await ReadAsync("ak.pub"), new(Id, null, null, null, null)) { EkCertificate = await ReadAsync("ek.der") };
        using var response = await client.PostAsJsonAsync(new Uri(HostProtocol.EnrolPath, UriKind.Relative), request, HostProtocol.Json);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var challenge = (await response.Content.ReadFromJsonAsync<EnrolChallenge>(HostProtocol.Json))!;
        await File.WriteAllBytesAsync(tpm.File("cred.blob"), new CredentialBlob(challenge.CredentialBlob, challenge.EncryptedSecret).ToFile());
        await tpm.RunAsync("startauthsession", "--policy-session", "-S", tpm.File("session.ctx"));
        await tpm.RunAsync("policysecret", "-S", tpm.File("session.ctx"), "-c", "e");
        await tpm.RunAsync("activatecredential", "-c", AttestationHandle, "-C", EndorsementHandle, "-i", tpm.File("cred.blob"), "-o", tpm.File("secret"), "-P", $"session:{tpm.File("session.ctx")}");
        await tpm.RunAsync("flushcontext", tpm.File("session.ctx"));
        using var activated = await client.PostAsJsonAsync(
            new Uri(HostProtocol.ActivationPath(challenge.EnrolmentId), UriKind.Relative), new ActivationRequest(await ReadAsync("secret")), HostProtocol.Json);
        activated.StatusCode.ShouldBe(HttpStatusCode.OK, await activated.Content.ReadAsStringAsync());
        var answer = (await activated.Content.ReadFromJsonAsync<ActivationAnswer>(HostProtocol.Json))!;
        client.DefaultRequestHeaders.Add(HostProtocol.TokenHeader, answer.HostToken);
        return answer;
    }

    public async Task<EvidenceStatus> AttestAsync(Func<HostEvidence, HostEvidence>? tamper = null)
    {
        using var asked = await client.PostAsJsonAsync(new Uri(HostProtocol.ChallengePath(Id), UriKind.Relative), new ChallengeRequest(["sha1", "sha256"], null, _log.BinaryLength, false), HostProtocol.Json);
        var challenge = (await asked.Content.ReadFromJsonAsync<Challenge>(HostProtocol.Json))!;
        var selection = challenge.Selection.ShouldHaveSingleItem();
        await tpm.RunAsync("quote", "-c", AttestationHandle, "-l", $"{selection.Bank}:{string.Join(',', selection.Pcrs)}", "-q", Convert.ToHexString(challenge.Nonce.Span), "-g", "sha256",
            "-m", tpm.File("quote.msg"), "-s", tpm.File("quote.sig"), "-o", tpm.File("quote.pcrs"));
        PcrFile.TryRead(await ReadAsync("quote.pcrs"), out var pcrs).ShouldBeTrue();
        var evidence = new HostEvidence(
            challenge.Nonce, await ReadAsync("quote.msg"), await ReadAsync("quote.sig"), [.. pcrs!.All.Select(one => new PcrValue(one.Bank.Name, one.Pcr, one.Value))], [])
        {
            Ima = _log.Part(challenge.ImaOffset, challenge.ImaMostBytes),
        };
        using var sent = await client.PostAsJsonAsync(new Uri(HostProtocol.EvidencePath(Id), UriKind.Relative), tamper?.Invoke(evidence) ?? evidence, HostProtocol.Json);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted, await sent.Content.ReadAsStringAsync());
        var status = (await sent.Content.ReadFromJsonAsync<EvidenceStatus>(HostProtocol.Json))!;
        await Eventually.HoldsAsync(async () =>
        {
            status = (await client.GetFromJsonAsync<EvidenceStatus>(new Uri(status.Status, UriKind.Relative), HostProtocol.Json))!;
            return status.Progress != EvidenceProgress.Accepted;
        });
        return status;
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<byte[]> ReadAsync(string name) => File.ReadAllBytesAsync(tpm.File(name));
}
