using Attestry.Hosting.Options;

namespace Attestry.Hosting.Security;

/// <summary>Section <c>Security</c>.</summary>
public sealed record SecurityOptions
{
    /// <summary>Keys beside those of the store; they win over a stored key with the same id.</summary>
    [DistinctBy(nameof(ApiKeyOptions.Id))]
    public IReadOnlyList<ApiKeyOptions> ApiKeys { get; init; } = [];
}
