using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.MeasurementCollector.Enrolment;

internal static class EnrolmentEndpoints
{
    public static void MapEnrolment(this IEndpointRouteBuilder app)
    {
        app.MapPost(HostProtocol.EnrolPath, EnrolAsync).RequireAuthorization(Roles.Agent)
            .WithMetadata(new RequestSizeLimitAttribute(HostLimits.EnrolmentBytes)).WithSummary("A host asks to be known.");
        app.MapPost(HostProtocol.ActivationPath("{enrolment}"), ActivateAsync).RequireAuthorization(Roles.Agent)
            .WithMetadata(new RequestSizeLimitAttribute(HostLimits.RequestBytes)).WithSummary("A host proves that both its keys are in one TPM.");
    }

    private static async Task<IResult> EnrolAsync(HttpContext context, Enroller enroller) =>
        await enroller.EnrolAsync(await RequestBody.ReadAsync<EnrolRequest>(context.Request, context.RequestAborted), context);

    private static async Task<IResult> ActivateAsync(string enrolment, HttpContext context, Activation activation) =>
        await activation.ActivateAsync(enrolment, await RequestBody.ReadAsync<ActivationRequest>(context.Request, context.RequestAborted), context.RequestAborted);
}
