using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Hosts;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.MeasurementCollector.Challenges;

internal static class ChallengeEndpoints
{
    public static void MapChallenges(this IEndpointRouteBuilder app) =>
        app.MapPost(HostProtocol.ChallengePath("{host}"), ChallengeAsync).RequireAuthorization(Roles.Agent)
            .WithMetadata(new RequestSizeLimitAttribute(HostLimits.RequestBytes)).WithSummary("A host asks what to quote.");

    private static async Task<IResult> ChallengeAsync(string host, HttpContext context, HostGate gate, Challenger challenger)
    {
        var request = await RequestBody.ReadAsync<ChallengeRequest>(context.Request, context.RequestAborted);
        var (known, refusal) = await gate.OpenAsync(host, context);
        return known is null ? refusal! : await challenger.ChallengeAsync(known.Document, request, context);
    }
}
