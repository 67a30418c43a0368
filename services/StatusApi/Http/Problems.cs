using Attestry.StatusApi.Statuses;

namespace Attestry.StatusApi.Http;

/// <summary>The service's own problem documents (RFC 9457).</summary>
internal static class Problems
{
    public static IResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static IResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    /// <summary>A runtime reads <c>state</c> and <c>admit</c> here as in any other answer.</summary>
    public static IResult Unknown(ArtifactSelector selector) => TypedResults.Problem(
        $"No decision about {selector.Artifact ?? selector.Digest.Text} is known.",
        statusCode: StatusCodes.Status404NotFound,
        extensions: new Dictionary<string, object?> { ["digest"] = selector.Digest.Text, ["state"] = "unknown", ["admit"] = false });

    /// <summary>A look at some of the repositories could miss the one that fails.</summary>
    public static IResult TooManyRepositories() => TypedResults.Problem(
        "Too many repositories hold this digest to judge them together; name one with ?repository=registry/repository.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["state"] = "unknown", ["admit"] = false });
}
