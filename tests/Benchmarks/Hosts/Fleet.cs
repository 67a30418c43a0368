using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Attestry.Tpm.Protocol;

namespace Attestry.Benchmarks.Hosts;

/// <summary>Hosts that attest on time, as their agents do.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly HttpClient _client;
    private readonly int _growth;
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);
    private int _missed;

    internal Fleet(Uri collector, string key, int growth)
    {
        _growth = growth;
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = collector, Timeout = TimeSpan.FromSeconds(60) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Every host once, so many at a time, without measuring.</summary>
    internal Task WarmUpAsync(IEnumerable<FleetHost> hosts, CancellationToken cancellation) =>
        Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (host, stop) => await AttestAsync(host, grow: false, stop));

    /// <returns>What was taken, and how many attestations were missed.</returns>
    internal async Task<(IReadOnlyList<Attempt> Attempts, int Missed)> RunAsync(IReadOnlyList<FleetHost> hosts, TimeSpan interval, TimeSpan duration, CancellationToken cancellation)
    {
        _attempts.Clear();
        _missed = 0;
        var rounds = (int)Math.Max(1, duration / interval);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(hosts.Select((host, number) => Task.Run(() => FollowAsync(host, interval * ((double)number / hosts.Count), interval, rounds, watch, cancellation), cancellation)));
        return ([.. _attempts], _missed);
    }

    public void Dispose() => _client.Dispose();

    private async Task FollowAsync(FleetHost host, TimeSpan first, TimeSpan interval, int rounds, Stopwatch watch, CancellationToken cancellation)
    {
        for (var round = 0; round < rounds; round++)
        {
            var due = first + (interval * round);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellation);
            // The one before took longer than there was time: this one did not take place when it should.
            else if (watch.Elapsed - due > interval)
            {
                Interlocked.Increment(ref _missed);
                continue;
            }
            if (await AttestAsync(host, grow: true, cancellation) is { } attempt)
                _attempts.Enqueue(attempt);
            else
                Interlocked.Increment(ref _missed);
        }
    }

    /// <returns>Null when the collector did not take it.</returns>
    private async Task<Attempt?> AttestAsync(FleetHost host, bool grow, CancellationToken cancellation)
    {
        if (_last.TryRemove(host.Id, out var last))
            using (await SendAsync(host, HttpMethod.Get, last, null, cancellation))
            {
            }
        using var challenged = await SendAsync(host, HttpMethod.Post, HostProtocol.ChallengePath(host.Id), host.Describe(), cancellation);
        if (!challenged.IsSuccessStatusCode)
            return null;
        var challenge = await challenged.Content.ReadFromJsonAsync<Challenge>(HostProtocol.Json, cancellation);
        host.Grow(grow ? _growth : 0);
        var body = host.Answer(challenge!);
        var posted = DateTimeOffset.UtcNow;
        using var taken = await SendAsync(host, HttpMethod.Post, HostProtocol.EvidencePath(host.Id), body, cancellation);
        if (!taken.IsSuccessStatusCode)
            return null;
        var status = await taken.Content.ReadFromJsonAsync<EvidenceStatus>(HostProtocol.Json, cancellation);
        _last[host.Id] = status!.Status;
        return new(status.EvidenceId, posted);
    }

    private async Task<HttpResponseMessage> SendAsync(FleetHost host, HttpMethod method, string path, HttpContent? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        request.Headers.Add(HostProtocol.TokenHeader, host.Token);
        return await _client.SendAsync(request, cancellation);
    }
}
