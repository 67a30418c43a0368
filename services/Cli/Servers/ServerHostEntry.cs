using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Servers;

/// <summary>An entry of a host's history, as a server answers <c>GET /v1/hosts/{id}/timeline</c>.</summary>
/// <param name="Act"><c>attested</c>, <c>enrolled</c>, <c>approved</c>, <c>silent</c>…</param>
/// <param name="By">Id of the key of the person who acted; null for what happened by itself.</param>
/// <param name="Digest">Of the signed record.</param>
internal sealed record ServerHostEntry(
    long Sequence, DateTimeOffset At, string Act, string? By, HostState State, IReadOnlyList<Finding> Findings, string? Evidence, string Digest);
