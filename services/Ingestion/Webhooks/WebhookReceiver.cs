using Attestry.Oci.Registries;
using Attestry.Primitives;

namespace Attestry.Ingestion.Webhooks;

/// <summary>Takes one delivery: authenticate, bound, read, keep, announce. What is answered 2xx is stored.</summary>
internal sealed class WebhookReceiver(
    WebhookSources sources,
    RegistryDirectory registries,
    WebhookIntake intake,
    IngestionOptions options,
    IngestionMetrics metrics)
{
    public async Task<IResult> ReceiveAsync(HttpContext http, string name, string? pathSecret)
    {
        if (sources.Find(name) is not { } source)
            return WebhookProblem.UnknownSource;
        var (outcome, answer) = await ReceiveAsync(http, source, pathSecret);
        metrics.Webhook(source.Name, outcome);
        return answer;
    }

    private async Task<(string Outcome, IResult Answer)> ReceiveAsync(HttpContext http, WebhookSource source, string? pathSecret)
    {
        var cancellation = http.RequestAborted;
        var request = new WebhookRequest(http.Request.Headers, ReadOnlyMemory<byte>.Empty);
        var authentication = source.Authentication;
        // A stranger's body is not even read, unless the proof is made over it.
        if (!authentication.CoversBody && !await authentication.IsAuthenticAsync(request, pathSecret, cancellation))
            return Unauthenticated(http, authentication.Challenge);
        if (await BoundedBody.ReadAsync(http.Request, options.LargestRequest, cancellation) is not { } body)
            return ("oversized", WebhookProblem.Oversized(options.LargestRequest));
        request = request with { Body = body };
        if (authentication.CoversBody && !await authentication.IsAuthenticAsync(request, pathSecret, cancellation))
            return Unauthenticated(http, authentication.Challenge);
        var reading = source.Dialect.Read(request);
        if (reading.Problem is { } problem)
            return ("malformed", WebhookProblem.Malformed(problem));
        if (reading.Answer is { } wanted)
            return ("handshake", Results.Text(wanted, "application/json"));
        return await KeepAsync(source, reading.Events, cancellation);
    }

    private async Task<(string Outcome, IResult Answer)> KeepAsync(WebhookSource source, IReadOnlyList<RegistryEvent> events, CancellationToken cancellation)
    {
        var kept = new List<(string Registry, RegistryEvent Event)>();
        string? unknown = null;
        foreach (var e in events)
        {
            if (e.Action == RegistryEventAction.Ignored)
                metrics.Ignored(source.Name);
            else if (source.RegistryOf(e.Host) is { } registry && registries.IsConfigured(registry))
                kept.Add((registry, e));
            else
            {
                metrics.UnknownRegistry(source.Name);
                unknown ??= Bounded.Quote(e.Host ?? source.Name);
            }
        }
        await intake.TakeAsync(source.Name, kept, cancellation);
        return unknown is not null ? ("unknown-registry", WebhookProblem.UnknownRegistry(unknown))
            : kept.Count == 0 ? ("ignored", Results.Accepted())
            : ("accepted", Results.Accepted());
    }

    private static (string Outcome, IResult Answer) Unauthenticated(HttpContext http, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return ("unauthenticated", WebhookProblem.Unauthenticated);
    }
}
