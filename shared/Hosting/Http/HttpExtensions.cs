using Attestry.Hosting.Options;
using Attestry.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Http;

internal static class HttpExtensions
{
    internal static void AddAttestryHttp(this WebApplicationBuilder builder)
    {
        var options = builder.AddValidatedOptions<HttpOptions>("Http");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        });
        // Also outside of development a request that does not bind reaches the exception handler, which says why.
        builder.Services.Configure<RouteHandlerOptions>(routing => routing.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => ProblemResponse.Trace(context.ProblemDetails, context.HttpContext));
        builder.Services.AddOpenApi();
    }

    internal static void UseAttestryHttp(this WebApplication app)
    {
        app.Use(RequestActivity.DescribeAsync);
        app.Use(SecurityHeaders.AddAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            ExceptionHandler = ProblemResponse.WriteAsync,
        });
        app.UseStatusCodePages(context => ProblemResponse.WriteAsync(context.HttpContext));
    }

    internal static void MapAttestryDescription(this WebApplication app) => app.MapOpenApi().AllowAnonymous();
}
