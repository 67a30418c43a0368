using System.Text.Json.Serialization;

namespace Attestry.Registry.Protocol;

/// <summary>An error as OCI Distribution Spec 1.1 §error codes has it: <c>{"errors":[{"code","message","detail"}]}</c>.</summary>
internal sealed record DistributionError(int Status, string Code, string Message, string? Detail = null) : IResult
{
    public static DistributionError BlobUnknown(string digest) => new(StatusCodes.Status404NotFound, "BLOB_UNKNOWN", "The repository has no such blob.", digest);

    public static DistributionError UploadUnknown { get; } = new(StatusCodes.Status404NotFound, "BLOB_UPLOAD_UNKNOWN", "There is no such upload; start a new one.");

    public static DistributionError UploadBusy { get; } = new(StatusCodes.Status409Conflict, "BLOB_UPLOAD_INVALID", "Another request is working on this upload.");

    public static DistributionError UploadOutOfOrder(long length) =>
        new(StatusCodes.Status416RangeNotSatisfiable, "BLOB_UPLOAD_INVALID", $"The next chunk must start at {length}.");

    public static DistributionError DigestInvalid(string message) => new(StatusCodes.Status400BadRequest, "DIGEST_INVALID", message);

    public static DistributionError ManifestBlobUnknown(string digest) =>
        new(StatusCodes.Status404NotFound, "MANIFEST_BLOB_UNKNOWN", "The manifest refers to content that the repository does not have.", digest);

    public static DistributionError ManifestInvalid(string message) => new(StatusCodes.Status400BadRequest, "MANIFEST_INVALID", message);

    public static DistributionError ManifestUnknown(string reference) =>
        new(StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN", "The repository has no such manifest.", reference);

    public static DistributionError NameInvalid { get; } = new(StatusCodes.Status400BadRequest, "NAME_INVALID", "The path names no repository.");

    public static DistributionError NameUnknown(string repository) => new(StatusCodes.Status404NotFound, "NAME_UNKNOWN", "There is no such repository.", repository);

    public static DistributionError SizeInvalid(string message) => new(StatusCodes.Status400BadRequest, "SIZE_INVALID", message);

    public static DistributionError TooLarge(string message) => new(StatusCodes.Status413PayloadTooLarge, "SIZE_INVALID", message);

    public static DistributionError PageInvalid { get; } = new(StatusCodes.Status400BadRequest, "PAGINATION_NUMBER_INVALID", "n must be a number that is not negative.");

    public static DistributionError Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", "This needs the registry's account.");

    public static DistributionError Unsupported { get; } = new(StatusCodes.Status405MethodNotAllowed, "UNSUPPORTED", "The registry does not do this.");

    public static DistributionError TooManyRequests(string message) => new(StatusCodes.Status429TooManyRequests, "TOOMANYREQUESTS", message);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(new Body([new(Code, Message, Detail)]), httpContext.RequestAborted);
    }

    private sealed record Body([property: JsonPropertyName("errors")] IReadOnlyList<Entry> Errors);

    private sealed record Entry(
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("message")] string Message,
        [property: JsonPropertyName("detail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail);
}
