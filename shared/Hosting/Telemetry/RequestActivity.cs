using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Attestry.Hosting.Telemetry;

/// <summary>
/// Names a request's span by method and route and gives it OpenTelemetry's attributes for HTTP servers, which the
/// runtime leaves to others; all but the path and the query, since some registries can only put their secret there.
/// </summary>
internal static class RequestActivity
{
    public static Task DescribeAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity ? DescribeAsync(context, next, activity) : next(context);

    private static async Task DescribeAsync(HttpContext context, RequestDelegate next, Activity activity)
    {
        await next(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("http.route", route);
        activity.SetTag("url.scheme", context.Request.Scheme);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            activity.SetStatus(ActivityStatusCode.Error);
    }
}
