using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.Hosting.Http;

/// <summary>Problem documents (RFC 9457) for what no endpoint answered itself: faults, denials, unknown paths and methods.</summary>
internal static class ProblemResponse
{
    public static Task WriteAsync(HttpContext context)
    {
        // Of an unhandled exception nothing is told but the trace id under which the log has it.
        var problem = TypedResults.Problem(statusCode: context.Response.StatusCode, detail: Detail(context));
        Trace(problem.ProblemDetails, context);
        return problem.ExecuteAsync(context);
    }

    public static void Trace(ProblemDetails problem, HttpContext context) =>
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static string? Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => "Send a valid API key as 'Authorization: Bearer att_…'.",
        StatusCodes.Status403Forbidden => "The roles of this API key do not allow it.",
        _ => (context.Features.Get<IExceptionHandlerFeature>()?.Error as BadHttpRequestException)?.Message,
    };
}
