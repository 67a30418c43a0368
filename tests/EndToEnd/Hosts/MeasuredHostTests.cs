using System.Security.Cryptography;
using System.Text.Json;
using Attestry.HostAgent.Tests;
using Attestry.Primitives.Findings;
using Attestry.TestKit.Servers;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.EndToEnd.Hosts;

/// <summary>The agent with a TPM in software, and the collector as a process: what is sound is trusted, and everything that can be tampered with is found.</summary>
public sealed class MeasuredHostTests(CollectorServer collector) : IClassFixture<CollectorServer>
{
    private const string AttestationHandle = "0x81000A77";

    /// <summary>What is done on the way, and the finding that it leads to.</summary>
    private static readonly IReadOnlyDictionary<string, (Func<HostEvidence, HostEvidence> Tamper, string Finding)> Tampers =
        new Dictionary<string, (Func<HostEvidence, HostEvidence>, string)>
        {
            ["an entry of the list is altered"] = (sent => WithList(sent, list => Flip(list, list.Length - 2)), ImaFindings.TemplateHashMismatch),
            ["the last entry is left out"] = (sent => WithList(sent, WithoutLast), ImaFindings.PcrMismatch),
            ["the list is left out"] = (sent => sent with { Ima = null }, AttestationFindings.ListMissing),
            ["a PCR value is altered"] = (sent => sent with { Pcrs = [.. sent.Pcrs.Select(one => one.Pcr == 10 ? one with { Value = Flip(one.Value, 0) } : one)] }, QuoteFindings.PcrDigestMismatch),
            ["a PCR value is left out"] = (sent => sent with { Pcrs = [.. sent.Pcrs.Where(one => one.Pcr != 10)] }, QuoteFindings.PcrMissing),
            ["the quote is altered"] = (sent => sent with { Quote = Flip(sent.Quote, sent.Quote.Length - 1) }, QuoteFindings.SignatureInvalid),
            ["another key signs"] = (QuotedByAnotherKey, QuoteFindings.SignatureInvalid),
        };

    public static TheoryData<string> Names => [.. Tampers.Keys];

    [Fact]
    public async Task A_host_is_trusted_once_an_administrator_took_it_in()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await StartAsync();
        (await OnceAsync(host)).ShouldBe(1);
        host.Errors.ShouldContain("approve");
        var id = await EnrolAsync(host);
        await host.MeasureAsync("/usr/bin/a", "/usr/bin/b");

        (await OnceAsync(host)).ShouldBe(0, host.Output + host.Errors);

        var known = await collector.HostAsync(id);
        known.GetProperty("state").GetString().ShouldBe("trusted");
        known.GetProperty("entries").GetInt64().ShouldBe(3);
        await host.RebootAsync();
        (await OnceAsync(host)).ShouldBe(0, host.Output + host.Errors);
        (await collector.HostAsync(id)).GetProperty("entries").GetInt64().ShouldBe(1);
        await collector.ActAsync(id, "revoke");
        (await OnceAsync(host)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_host_fails_when(string what)
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        await host.MeasureAsync("/usr/bin/a");
        var (tamper, finding) = Tampers[what];
        proxy.Evidence = sent => Task.FromResult(tamper(sent));
        await ShouldFailAsync(host, proxy, id, finding);
    }

    [Fact]
    public async Task A_host_fails_when_it_answers_another_nonce()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        ReadOnlyMemory<byte> nonce = default;
        proxy.Challenge = set =>
        {
            nonce = set.Nonce;
            return set with { Nonce = RandomNumberGenerator.GetBytes(32) };
        };
        proxy.Evidence = sent => Task.FromResult(sent with { Nonce = nonce });
        await ShouldFailAsync(host, proxy, id, QuoteFindings.NonceMismatch);
    }

    [Fact]
    public async Task A_host_fails_when_its_pcr_is_extended_past_its_list()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        await host.Tpm.RunAsync("pcrextend", $"10:sha256={new string('7', 64)}");
        (await host.RunAsync("once", proxy.Address, "--api-key-file", host.File("key"))).ShouldBe(1);
        host.Output.ShouldContain(ImaFindings.PcrMismatch);
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task A_host_fails_when_another_tpm_quotes_for_it()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        await using var other = await StartAsync();
        var id = await EnrolAsync(host);
        await EnrolAsync(other);
        proxy.Evidence = async sent =>
        {
            await other.Tpm.RunAsync("quote", "-c", AttestationHandle, "-l", $"sha256:{string.Join(',', sent.Pcrs.Select(one => one.Pcr))}", "-q", Convert.ToHexString(sent.Nonce.Span),
                "-g", "sha256", "-m", other.File("message"), "-s", other.File("signature"));
            return sent with { Quote = await File.ReadAllBytesAsync(other.File("message")), Signature = await File.ReadAllBytesAsync(other.File("signature")) };
        };
        await ShouldFailAsync(host, proxy, id, QuoteFindings.SignatureInvalid);
    }

    [Fact]
    public async Task Another_tpm_cannot_take_the_name_of_a_host()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await StartAsync();
        await using var other = await StartAsync();
        var id = await EnrolAsync(host);
        (await other.RunAsync("enrol", collector.Process.Address.ToString(), "--api-key-file", other.File("key"), "--host-id", id)).ShouldBe(1);
        other.Errors.ShouldContain("409");
        (await OnceAsync(host)).ShouldBe(0, host.Output + host.Errors);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        (await host.RunAsync("once", proxy.Address, "--api-key-file", host.File("key"))).ShouldBe(0, host.Output + host.Errors);
        var (status, body) = await proxy.ReplayAsync(collector.Key);
        status.ShouldBe(409);
        body.ShouldContain(AttestationFindings.ChallengeUsed);
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("trusted");
    }

    [Fact]
    public async Task A_host_fails_when_its_tpm_is_set_back_to_an_earlier_time()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        await host.Tpm.TurnOffAsync();
        Directory.CreateDirectory(host.File("kept"));
        foreach (var file in Directory.EnumerateFiles(host.Tpm.File("state")))
            File.Copy(file, Path.Combine(host.File("kept"), Path.GetFileName(file)));
        await host.Tpm.TurnOnAsync();
        await host.RebootAsync();
        await host.RebootAsync();
        (await OnceAsync(host)).ShouldBe(0, host.Output + host.Errors);

        await host.Tpm.TurnOffAsync();
        foreach (var file in Directory.EnumerateFiles(host.File("kept")))
            File.Copy(file, Path.Combine(host.Tpm.File("state"), Path.GetFileName(file)), overwrite: true);
        await host.Tpm.TurnOnAsync();

        (await OnceAsync(host)).ShouldBe(1);
        host.Output.ShouldContain(QuoteFindings.ClockBackwards);
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("failed");
    }

    [Fact]
    public async Task Nothing_that_was_taken_is_lost_though_the_collector_is_killed()
    {
        if (!SoftwareTpm.IsAvailable)
            return;
        await using var proxy = await TamperingProxy.StartAsync(collector.Process.Address);
        await using var host = await StartAsync();
        var id = await EnrolAsync(host);
        using var end = new CancellationTokenSource();
        host.Environment["ATTESTRY_API_KEY"] = collector.Key;
        var running = host.RunAsync(proxy.Address, TextWriter.Null, new QuickTime(), end.Token);
        foreach (var taken in new[] { 2, 4, 6 })
        {
            await Eventually.HoldsAsync(() => proxy.Accepted.Count >= taken);
            await collector.Process.KillAsync();
            await collector.Process.StartAndWaitAsync();
        }
        await Eventually.HoldsAsync(() => proxy.Accepted.Count >= 8);
        await end.CancelAsync();
        (await running).ShouldBe(0);

        foreach (var path in proxy.Accepted)
        {
            // What was under way when the collector was killed is found again by its watch, which gives it half a minute.
            await Eventually.HoldsAsync(async () => await ProgressAsync(path, proxy.Token) != EvidenceProgress.Accepted, TimeSpan.FromMinutes(3), $"{path} is verified");
            var answer = await AnswerAsync(path, proxy.Token);
            answer.Contains("\"progress\":\"passed\"", StringComparison.Ordinal).ShouldBeTrue(answer);
        }
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("trusted");
    }

    private async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync();
        // Every host has a name of its own here.
        host.Write("etc/machine-id", Guid.NewGuid().ToString("N"));
        host.Write("key", collector.Key);
        return host;
    }

    private async Task<string> EnrolAsync(TestHost host)
    {
        (await host.RunAsync("enrol", collector.Process.Address.ToString(), "--api-key-file", host.File("key"))).ShouldBe(0, host.Errors);
        var id = host.Output.Split(' ')[0];
        if ((await collector.HostAsync(id)).GetProperty("state").GetString() == "pending")
            await collector.ActAsync(id, "approve");
        return id;
    }

    private Task<int> OnceAsync(TestHost host) => host.RunAsync("once", collector.Process.Address.ToString(), "--api-key-file", host.File("key"));

    /// <summary>It stays out, with sound evidence too, until an administrator brings it back.</summary>
    private async Task ShouldFailAsync(TestHost host, TamperingProxy proxy, string id, string finding)
    {
        (await host.RunAsync("once", proxy.Address, "--api-key-file", host.File("key"))).ShouldBe(1);
        host.Output.ShouldContain(finding, Case.Sensitive, host.Errors);
        var known = await collector.HostAsync(id);
        known.GetProperty("state").GetString().ShouldBe("failed");
        known.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldContain(finding);
        (proxy.Evidence, proxy.Challenge) = (null, null);
        (await host.RunAsync("once", proxy.Address, "--api-key-file", host.File("key"))).ShouldBe(0, host.Output + host.Errors);
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("failed");
        await collector.ActAsync(id, "recover");
        (await host.RunAsync("once", proxy.Address, "--api-key-file", host.File("key"))).ShouldBe(0, host.Output + host.Errors);
        (await collector.HostAsync(id)).GetProperty("state").GetString().ShouldBe("trusted");
    }

    private async Task<EvidenceProgress> ProgressAsync(string path, string token) =>
        JsonSerializer.Deserialize<EvidenceStatus>(await AnswerAsync(path, token), HostProtocol.Json)!.Progress;

    private async Task<string> AnswerAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { HostProtocol.TokenHeader, token } } };
        using var answer = await collector.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return body;
    }

    private static HostEvidence WithList(HostEvidence sent, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> edit) => sent with { Ima = sent.Ima! with { Entries = edit(sent.Ima.Entries) } };

    private static ReadOnlyMemory<byte> WithoutLast(ReadOnlyMemory<byte> list)
    {
        var reader = new ImaBinaryReader(new MemoryStream(list.ToArray()));
        var (before, end) = (0L, 0L);
        while (reader.Read() is not null)
            (before, end) = (end, reader.Offset);
        return list[..(int)before];
    }

    private static ReadOnlyMemory<byte> Flip(ReadOnlyMemory<byte> bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }

    private static HostEvidence QuotedByAnotherKey(HostEvidence sent)
    {
        using var stranger = TestTpm.Create();
        foreach (var one in sent.Pcrs)
            stranger.Pcrs.TrySet(TpmHash.Sha256, one.Pcr, one.Value.Span);
        var quote = stranger.Quote(sent.Nonce.ToArray(), PcrSelection.Of(TpmHash.Sha256, [.. sent.Pcrs.Select(one => one.Pcr)]));
        return sent with { Quote = quote.Message, Signature = quote.Signature };
    }
}
