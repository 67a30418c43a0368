using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Http;

/// <summary>Section <c>Http</c>: what every endpoint accepts unless it says otherwise.</summary>
public sealed record HttpOptions
{
    /// <summary>Largest request body; an endpoint that takes more states its own limit as <c>RequestSizeLimit</c> metadata.</summary>
    [Range(1024, 1L << 30, ErrorMessage = "must be 1 KiB to 1 GiB.")]
    public long MaxRequestBytes { get; init; } = 4 << 20;
}
