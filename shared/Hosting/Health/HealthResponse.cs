using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attestry.Hosting.Health;

/// <summary><c>{"status":"healthy","checks":{"bus":{"status":"healthy","reason":"Ready"}}}</c></summary>
internal static class HealthResponse
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                Status = Name(report.Status),
                Checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { Status = Name(entry.Value.Status), Reason = Reason(entry.Value) }),
            },
            JsonSerializerOptions.Web,
            context.RequestAborted);
    }

    // An exception's text names hosts and files; it is in the log, and not for everybody who can reach the port.
    private static string? Reason(HealthReportEntry entry) =>
        entry.Exception is null ? entry.Description : $"The check failed ({entry.Exception.GetType().Name}); the log tells more.";

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
