using System.ComponentModel.DataAnnotations;

namespace Attestry.StatusApi;

/// <summary>Section <c>Status</c>.</summary>
public sealed record StatusOptions
{
    /// <summary>
    /// How long an answer is given again without a look at the store, in milliseconds: the longest that a revocation may
    /// go unnoticed here. 0 looks each time.
    /// </summary>
    [Range(0, 60_000, ErrorMessage = "must be 0 to 60000.")]
    public int CacheMilliseconds { get; init; } = 1000;

    /// <summary>Memory for remembered answers, in MiB.</summary>
    [Range(1, 4096, ErrorMessage = "must be 1 to 4096.")]
    public int CacheMebibytes { get; init; } = 64;
}
