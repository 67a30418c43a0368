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
    ServerHostTee? Tee);
