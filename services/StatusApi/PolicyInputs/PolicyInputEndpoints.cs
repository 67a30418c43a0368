using Attestry.Hosting.Security;
using Attestry.Policy.Input;
using Attestry.StatusApi.Http;

namespace Attestry.StatusApi.PolicyInputs;

internal static class PolicyInputEndpoints
{
    private const int DefaultLimit = 10;

    // An input holds every package of an image: some hundred kilobytes.
    private const int LargestLimit = 50;

    public static void MapPolicyInputs(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/policy-inputs", ListAsync)
            .RequireAuthorization(Roles.Auditor)
            .WithSummary("What policies see of the artifacts, made from stored evidence: to try policies on it.")
            .Produces<PolicyInputPage>();

    private static async Task<IResult> ListAsync(
        string? repository, string? environment, int? limit, string? after, PolicyInputLister lister, CancellationToken cancellation)
    {
        if (limit is < 1 or > LargestLimit)
            return Problems.BadRequest($"A limit is 1 to {LargestLimit}.");
        try
        {
            return TypedResults.Json(await lister.ListAsync(repository ?? "**", environment, limit ?? DefaultLimit, after, cancellation), InputDocument.Json);
        }
        catch (ArgumentException) when (after is not null)
        {
            return Problems.BadRequest("The cursor is not one that this list gave.");
        }
    }
}
