using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>A hostile agent fills neither memory nor disk, and shuts out nobody.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Who_attests_too_often_is_put_off()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:Interval", "00:00:30"));
        using var host = await SimulatedHost.EnrolledAsync(bed);
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        var evidences = HostLimits.HourEvidences + 2 * 120;
        await SpendAsync(bed, new(bed.Time.GetUtcNow(), evidences - 1, 0));

        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        using (var more = await host.SendAsync(host.Answer(await host.ChallengeAsync())))
            (more.StatusCode, more.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)));
        bed.Time.Advance(TimeSpan.FromHours(1));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
        (await bed.Store.Collection(Collections.Hosts).GetAsync("node-1", default))!.Document.Budget!.Evidences.ShouldBe(1);
    }

    [Fact]
    public async Task Who_sends_too_much_in_an_hour_is_put_off_before_its_body_is_read()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        await SpendAsync(bed, new(bed.Time.GetUtcNow(), 1, HostLimits.HourBytes));
        var key = await KeyAsync(bed);

        // Nothing of the body was sent, and there is an answer.
        using var connection = await ConnectAsync(bed, key, host, "Content-Length: 2000000");
        (await connection.StatusAsync()).ShouldBe(429);
    }

    [Fact]
    public async Task A_pause_is_kept_between_two_attestations()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:MinimumInterval", "00:00:20"));
        using var host = await SimulatedHost.EnrolledAsync(bed);
        await host.AttestAsync();

        using (var early = await host.AskAsync())
            (early.StatusCode, early.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(20)));
        bed.Time.Advance(TimeSpan.FromSeconds(20));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    [Fact]
    public async Task One_address_cannot_shut_out_all_others()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:OpenEnrolmentsPerAddress", "2"));
        using var host = await SimulatedHost.CreateAsync(bed);
        for (var i = 0; i < 2; i++)
            using (var open = await host.RequestAsync())
                open.StatusCode.ShouldBe(HttpStatusCode.Created);

        using (var more = await host.RequestAsync())
            (more.StatusCode, more.Headers.RetryAfter is null, await more.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(
                answer => answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests),
                answer => answer.Item2.ShouldBeFalse(),
                answer => answer.Item3.ShouldContain("address"));

        // What has expired is not open, also before it is deleted.
        bed.Time.Advance(TimeSpan.FromMinutes(6));
        using var later = await host.RequestAsync();
        later.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task So_many_hosts_wait_for_approval_and_no_more()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:PendingHosts", "1"));
        using var first = await SimulatedHost.CreateAsync(bed);
        using var second = await SimulatedHost.CreateAsync(bed, "node-2");
        (await first.EnrolAsync()).State.ShouldBe(HostState.Pending);

        using (var refused = await second.RequestAsync())
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        // Who is known may always prove itself again.
        (await first.EnrolAsync()).State.ShouldBe(HostState.Pending);
        (await bed.ActAsync("node-1", "approve")).ShouldBe(HttpStatusCode.OK);
        (await second.EnrolAsync()).State.ShouldBe(HostState.Pending);
    }

    [Theory]
    [InlineData("challenges", HostLimits.RequestBytes)]
    [InlineData("evidence", HostLimits.EvidenceBytes)]
    public async Task A_body_without_end_is_cut_off(string path, int limit)
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        using var connection = await ConnectAsync(bed, await KeyAsync(bed), host, "Transfer-Encoding: chunked", path);
        var blanks = Encoding.ASCII.GetBytes("100000\r\n" + new string(' ', 1 << 20) + "\r\n");

        var sent = await connection.SendUntilAnsweredAsync(blanks, limit + (64L << 20));

        sent.ShouldBeLessThan(limit + (64L << 20));
        (await connection.StatusAsync()).ShouldBe(413);
    }

    [Fact]
    public async Task Slow_bodies_do_not_hold_up_usual_evidence()
    {
        await using var bed = await CollectorBed.StartAsync(settings: ("Collector:Concurrency", "1"));
        using var good = await SimulatedHost.EnrolledAsync(bed);
        using var slow = await SimulatedHost.EnrolledAsync(bed, "slow");
        using var slower = await SimulatedHost.EnrolledAsync(bed, "slower");
        var key = await KeyAsync(bed);
        using var first = await ConnectAsync(bed, key, slow, "Content-Length: 2000000");
        using var second = await ConnectAsync(bed, key, slower, "Content-Length: 2000000");

        (await good.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    [Fact]
    public async Task A_slow_body_has_its_time_and_then_the_next_one_has_its_turn()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:Concurrency", "1"), ("Collector:BodyTimeout", "00:00:01")]);
        using var slow = await SimulatedHost.EnrolledAsync(bed, "slow");
        using var slower = await SimulatedHost.EnrolledAsync(bed, "slower");
        var key = await KeyAsync(bed);
        using var first = await ConnectAsync(bed, key, slow, "Content-Length: 2000000");
        using var second = await ConnectAsync(bed, key, slower, "Content-Length: 2000000");

        (await first.StatusAsync()).ShouldBe(408);
        (await second.StatusAsync()).ShouldBe(408);
    }

    [Fact]
    public async Task One_host_has_one_body_read_at_a_time()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        var evidence = host.Answer(await host.ChallengeAsync());
        using (var slow = await ConnectAsync(bed, await KeyAsync(bed), host, "Content-Length: 2000000"))
            await Eventually.HoldsAsync(async () =>
            {
                using var refused = await host.SendAsync(evidence with { Images = [new("c", "latest", null)] });
                return refused.StatusCode == HttpStatusCode.TooManyRequests;
            });

        // Gone with its connection.
        await Eventually.HoldsAsync(async () =>
        {
            using var taken = await host.SendAsync(evidence with { Images = [new("c", "latest", null)] });
            return taken.StatusCode == HttpStatusCode.BadRequest;
        });
        (await host.SubmitAsync(evidence)).State.ShouldBe(HostState.Trusted);
    }

    [Fact]
    public async Task What_is_as_long_as_it_may_be_is_judged_and_stored()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        for (var i = 0; i < 1000; i++)
            host.Images.Add(new($"{i}{new string('c', HostLimits.FactCharacters - 4)}", Digest.Sha256(BitConverter.GetBytes(i)).Text, new string('ü', HostLimits.PathCharacters)));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        host.Images.Clear();
        for (var i = 0; i < 14; i++)
            host.Log.AddFile($"/{i}{new string('ü', 500_000)}");
        // None of these has the content that was measured.
        var status = await host.AttestAsync(good => good with { Ima = good.Ima! with { Entries = Altered(good.Ima.Entries) } });

        status.Findings.Count(finding => finding.Id == ImaFindings.TemplateHashMismatch).ShouldBe(14);
        status.Findings.ShouldAllBe(finding => finding.Location == null || finding.Location.Length <= HostLimits.LocationCharacters + 1);
        status.State.ShouldBe(HostState.Failed);
    }

    private static byte[] Altered(ReadOnlyMemory<byte> entries)
    {
        var altered = entries.ToArray();
        // The last byte of each path, before the zero.
        var reader = new Attestry.Tpm.Ima.ImaBinaryReader(new MemoryStream(entries.ToArray()));
        while (reader.Read() is not null)
            altered[reader.Offset - 2] ^= 1;
        return altered;
    }

    private static async Task SpendAsync(CollectorBed bed, HostBudget budget)
    {
        var hosts = bed.Store.Collection(Collections.Hosts);
        var stored = (await hosts.GetAsync("node-1", default))!;
        (await hosts.ReplaceAsync(stored.Document with { Budget = budget }, stored.Version, default)).ShouldBeTrue();
    }

    private static async Task<string> KeyAsync(CollectorBed bed)
    {
        using var client = await bed.ClientAsync(Roles.Agent);
        return client.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private static Task<RawConnection> ConnectAsync(CollectorBed bed, string key, SimulatedHost host, string length, string path = "evidence") => RawConnection.OpenAsync(
        bed.Address, $"POST /v1/hosts/{host.Id}/{path} HTTP/1.1\r\nHost: collector\r\nContent-Type: application/json\r\nAuthorization: Bearer {key}\r\n{HostProtocol.TokenHeader}: {host.Token}\r\n{length}\r\n\r\n");

    /// <summary>A request whose body its test sends as it likes.</summary>
    private sealed class RawConnection(Socket socket) : IDisposable
    {
        public static async Task<RawConnection> OpenAsync(Uri server, string head)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            return new(socket);
        }

        /// <returns>Bytes that were sent before the server answered, or closed.</returns>
        public async Task<long> SendUntilAnsweredAsync(byte[] piece, long most)
        {
            var sent = 0L;
            try
            {
                for (; sent < most && socket.Available == 0; sent += piece.Length)
                    await socket.SendAsync(piece);
            }
            catch (SocketException)
            {
                // The server does not read on.
            }
            return sent;
        }

        public async Task<int> StatusAsync()
        {
            var answer = new byte[4096];
            var read = await socket.ReceiveAsync(answer);
            // HTTP/1.1 413 …
            return int.Parse(Encoding.ASCII.GetString(answer, 0, read).Split(' ')[1], CultureInfo.InvariantCulture);
        }

        public void Dispose() => socket.Dispose();
    }
}
