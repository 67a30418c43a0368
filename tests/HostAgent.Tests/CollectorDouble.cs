using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.TestKit.Servers;
using Attestry.Tpm.Credentials;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Attestry.HostAgent.Tests;

/// <summary>
/// The smallest collector, in memory and for one host: it makes credentials, verifies quotes and replays lists by the core, and can be told
/// to answer wrongly.
/// </summary>
internal sealed class CollectorDouble : IAsyncDisposable
{
    private static readonly PcrRequest[] Wanted = [new("sha256", [0, 1, 2, 3, 4, 5, 6, 7, 10])];

    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<HostEvidence> _evidence = new();
    private readonly Dictionary<string, EvidenceStatus> _statuses = [];
    private WebApplication? _app;
    private AttestationKey? _key;
    private byte[] _secret = [];
    private byte[] _nonce = [];
    private string? _token;
    private string _enrolling = "";
    private ImaReplayState? _proven;

    private CollectorDouble(int port) => Port = port;

    /// <summary>Its own, also after it was off.</summary>
    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}";

    public IReadOnlyList<HostEvidence> Evidence => [.. _evidence];

    public ConcurrentQueue<EnrolRequest> Enrolments { get; } = new();

    public ConcurrentQueue<ChallengeRequest> Challenges { get; } = new();

    public EvidenceStatus? Last { get; private set; }

    /// <summary>API keys as they came, without <c>Bearer</c>.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    public bool BootLogWanted { get; set; }

    public bool TeeWanted { get; set; }

    public IReadOnlyList<string> Executables { get; set; } = [];

    public int ImaMostBytes { get; set; } = 1 << 20;

    public bool ImaParts { get; set; } = true;

    /// <summary>The evidence with that number, from 0, is answered with 503, once.</summary>
    public int? Unwell { get; set; }

    public HostState State { get; set; } = HostState.Enrolled;

    public static async Task<CollectorDouble> StartAsync()
    {
        var collector = new CollectorDouble(LoopbackPort.Free());
        await collector.StartAgainAsync();
        return collector;
    }

    /// <summary>The next request, whatever it is, is answered so.</summary>
    public void AnswerNext(Func<HttpContext, Task> answer) => _answers.Enqueue(answer);

    public void AnswerNext(int status, string? retryAfter = null) => AnswerNext(context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    });

    /// <summary>Knows of no host any more, as after a loss of its data.</summary>
    public void Forget() => (_token, _proven) = (null, null);

    public async Task StopAsync()
    {
        if (_app is { } app)
            await app.DisposeAsync();
        _app = null;
    }

    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 << 20);
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var key])
                Keys.Enqueue(key);
            if (_answers.TryDequeue(out var answer))
                await answer(context);
            else
                await next(context);
        });
        Map(_app);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _key?.Dispose();
    }

    private void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => "");
        app.MapPost(HostProtocol.EnrolPath, (Delegate)EnrolAsync);
        app.MapPost(HostProtocol.ActivationPath("{enrolment}"), (Delegate)ActivateAsync);
        app.MapPost(HostProtocol.ChallengePath("{host}"), (Delegate)ChallengeAsync);
        app.MapPost(HostProtocol.EvidencePath("{host}"), (Delegate)ReceiveAsync);
        app.MapGet(HostProtocol.StatusPath("{host}", "{evidence}"), (string evidence) => Answer(_statuses[evidence]));
    }

    private async Task<IResult> EnrolAsync(HttpContext context)
    {
        var request = await ReadAsync<EnrolRequest>(context);
        TpmPublic.TryRead(request.EkPublic.Span, out var endorsement).ShouldBeTrue();
        _key?.Dispose();
        AttestationKey.TryCreate(request.AkPublic.Span, out _key, out var finding).ShouldBeTrue(finding?.Message);
        (_secret, _enrolling) = (RandomNumberGenerator.GetBytes(32), request.HostId);
        Enrolments.Enqueue(request);
        var blob = CredentialMaker.Make(endorsement!, _key!.Public.Name, _secret);
        return Answer(new EnrolChallenge("enrolment-1", blob.IdObject, blob.EncryptedSecret, DateTimeOffset.UtcNow.AddMinutes(5)), 201);
    }

    private async Task<IResult> ActivateAsync(HttpContext context)
    {
        var request = await ReadAsync<ActivationRequest>(context);
        if (!request.Secret.Span.SequenceEqual(_secret))
            return Results.StatusCode(403);
        (_token, _proven) = (Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), null);
        return Answer(new ActivationAnswer(_enrolling, State, _token, DateTimeOffset.UtcNow));
    }

    private async Task<IResult> ChallengeAsync(HttpContext context)
    {
        if (_token is null)
            return Results.NotFound();
        if (context.Request.Headers[HostProtocol.TokenHeader] != _token)
            return Results.Unauthorized();
        Challenges.Enqueue(await ReadAsync<ChallengeRequest>(context));
        _nonce = RandomNumberGenerator.GetBytes(32);
        return Answer(new Challenge(_nonce, Wanted, ["sha256", "sha384"], _proven?.Offset ?? 0, _proven?.Resets, _proven is null ? null : ImaFormat.Binary, ImaMostBytes,
            BootLogWanted, Executables, DateTimeOffset.UtcNow.AddMinutes(1)) { ImaParts = ImaParts, TeeWanted = TeeWanted }, 201);
    }

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (context.Request.Headers[HostProtocol.TokenHeader] != _token)
            return Results.Unauthorized();
        if (_evidence.Count == Unwell)
        {
            Unwell = null;
            return Results.StatusCode(503);
        }
        var evidence = await ReadAsync<HostEvidence>(context);
        _evidence.Enqueue(evidence);
        var pcrs = new PcrValues();
        foreach (var value in evidence.Pcrs)
            pcrs.TrySet(TpmHash.All.Single(bank => bank.Name == value.Bank), value.Pcr, value.Value.Span).ShouldBeTrue();
        var quote = QuoteVerifier.Verify(_key!, new(evidence.Quote, evidence.Signature, pcrs), new(_nonce, [PcrSelection.Of(TpmHash.Sha256, [.. Wanted[0].Pcrs])]));
        var findings = quote.Findings.ToList();
        var partial = false;
        if (quote.Succeeded && evidence.Ima is { } ima)
        {
            var resets = quote.Quote!.Clock.Resets;
            var list = ImaVerifier.Verify(new ImaBinaryReader(new MemoryStream(ima.Entries.ToArray())), new(quote.Pcrs!, resets) { Continue = ima.Offset == 0 ? null : _proven, Partial = ima.More });
            findings.AddRange(list.Findings);
            partial = ima.More && list.Proven is null;
            _proven = partial ? list.Tail : list.Proven ?? _proven;
        }
        var passed = quote.Succeeded && findings.All(finding => finding.Severity < Attestry.Primitives.Findings.Severity.High);
        var id = $"evidence-{_evidence.Count}";
        Last = new(id, HostProtocol.StatusPath("x", id), passed ? partial ? EvidenceProgress.Partial : EvidenceProgress.Passed : EvidenceProgress.Failed, passed ? HostState.Trusted : HostState.Failed,
            [.. findings.Select(finding => new EvidenceFinding(finding.Id, finding.Severity.ToString().ToLowerInvariant(), finding.Message, finding.Location))], DateTimeOffset.UtcNow);
        _statuses[id] = Last;
        return Answer(Last with { Progress = EvidenceProgress.Accepted, Findings = [] }, 202);
    }

    private static async Task<T> ReadAsync<T>(HttpContext context) => (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, HostProtocol.Json))!;

    private static IResult Answer<T>(T value, int status = 200) => Results.Json(value, HostProtocol.Json, statusCode: status);
}
