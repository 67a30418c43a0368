using System.Globalization;
using Attestry.Primitives.Findings;

namespace Attestry.MeasurementCollector.Http;

/// <summary>The service's own problem documents (RFC 9457). Findings are in <c>findings</c>, with their stable ids.</summary>
internal static class Problems
{
    public static IResult Of(int status, string detail, params IReadOnlyList<Finding> findings) => TypedResults.Problem(
        detail,
        statusCode: status,
        extensions: findings.Count == 0 ? null : new Dictionary<string, object?> { ["findings"] = findings.Select(one => new { one.Id, one.Severity, one.Message, one.Location }) });

    public static IResult Of(int status, Finding finding) => Of(status, finding.Message, finding);

    public static IResult NoHost(string host) => Of(StatusCodes.Status404NotFound, $"There is no host '{Primitives.Bounded.Quote(host)}'.");

    /// <summary>429.</summary>
    public static IResult Later(HttpContext context, string detail, TimeSpan after)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, detail);
    }
}
