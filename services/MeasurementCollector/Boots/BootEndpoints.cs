using System.Security.Claims;
using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Hosts;
using Attestry.MeasurementCollector.Http;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.Boots;

internal static class BootEndpoints
{
    public static void MapBoots(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/hosts/{host}/boot", OneAsync).RequireAuthorization(Roles.Auditor).WithSummary("What a host booted, and what was accepted as its reference.");
        app.MapPost("/v1/hosts/{host}/accept-boot", AcceptAsync).RequireAuthorization(Roles.Admin).WithSummary("Makes what a host booted now the reference of its later boots.");
    }

    private static async Task<IResult> OneAsync(string host, HostBoots boots, CancellationToken cancellation) =>
        await boots.FindAsync(host, cancellation) is { } boot
            ? TypedResults.Json(BootBody.Of(boot), DocumentJson.Options)
            : Problems.Of(StatusCodes.Status404NotFound, "No boot log of this host was verified.");

    private static async Task<IResult> AcceptAsync(string host, HttpContext context, HostBoots boots, HostActs acts, IDocumentStore store)
    {
        if (await store.Collection(Collections.Hosts).GetAsync(host, context.RequestAborted) is null)
            return Problems.NoHost(host);
        var by = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        return await boots.AcceptAsync(host, by, context.RequestAborted) is null
            ? Problems.Of(StatusCodes.Status409Conflict, "No boot log of this host was verified, so there is nothing to accept.")
            : await acts.BootAcceptedAsync(host, by, context.RequestAborted);
    }
}
