using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Servers;

/// <summary>A measured host, as a server answers <c>GET /v1/hosts/{id}</c>.</summary>
internal sealed record ServerHost(
    string Id,
    HostState State,
    DateTimeOffset Since,
    bool RunsUnattested,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? AttestedAt,
    IReadOnlyList<Finding> Findings,
    IReadOnlyDictionary<string, string> Facts,
    string Ek,
    string? AcceptedBy,
    long? Entries,
    int Files,
    bool? SecureBoot,
    ServerHostTee? Tee)
{
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>When it is stale unless it attests before.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>Resets of its TPM.</summary>
    public uint? Boots { get; init; }

    /// <summary>Containers that it says it runs.</summary>
    public IReadOnlyList<HostImage> Images { get; init; } = [];
}
