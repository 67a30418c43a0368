using Attestry.Primitives.Findings;

namespace Attestry.Ingestion.Webhooks;

/// <summary>The problem documents (RFC 9457) that webhooks are answered with; each carries its stable finding id.</summary>
internal static class WebhookProblem
{
    public static IResult UnknownSource { get; } =
        Of(StatusCodes.Status404NotFound, "Unknown source", "No source of this name is configured.", IngestionFindings.UnknownSource);

    // Says nothing about what was wrong: that would help a guesser.
    public static IResult Unauthenticated { get; } =
        Of(StatusCodes.Status401Unauthorized, "Not authenticated", "The request does not carry the proof that its source is configured with.", IngestionFindings.Unauthenticated);

    public static IResult Oversized(int most) =>
        Of(StatusCodes.Status413PayloadTooLarge, "Too large", $"At most {most} bytes are read.", IngestionFindings.Oversized);

    public static IResult Malformed(string problem) =>
        Of(StatusCodes.Status400BadRequest, "Malformed webhook", problem, IngestionFindings.Malformed);

    public static IResult UnknownRegistry(string registry) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "Unknown registry",
            $"'{registry}' is not a registry that this source speaks for and that is configured; events about others in the same request were taken.",
            IngestionFindings.UnknownRegistry);

    private static IResult Of(int status, string title, string detail, string finding) =>
        Results.Problem(detail, statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["finding"] = finding });
}
