using Attestry.Primitives;

namespace Attestry.Contracts.Messages;

/// <summary>A host came into another state, or what it runs changed.</summary>
/// <param name="Artifacts">Ids of the artifacts whose standing on that host changed with it.</param>
public sealed record HostStateChanged(string Host, HostState State, HostState Previous, IReadOnlyList<string> Artifacts);
