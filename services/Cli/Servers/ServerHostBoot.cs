using Attestry.Tpm.Boot;

namespace Attestry.Cli.Servers;

/// <summary>What a host booted, as a server answers <c>GET /v1/hosts/{id}/boot</c>.</summary>
internal sealed record ServerHostBoot(
    string Host, uint Boots, DateTimeOffset At, string Digest, BootState Boot, BootState? Reference, string? AcceptedBy, DateTimeOffset? AcceptedAt, IReadOnlyList<string>? Differences);
