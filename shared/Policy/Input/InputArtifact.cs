using System.ComponentModel;
using Attestry.Contracts.Documents;

namespace Attestry.Policy.Input;

public sealed record InputArtifact(
    [property: Description("registry/repository@digest.")] string Id,
    [property: Description("The registry's host, with its port if it has one: ghcr.io.")] string Registry,
    [property: Description("Within the registry: acme/app.")] string Repository,
    [property: Description("algorithm:hex, verified over the manifest.")] string Digest,
    [property: Description("The tags that were seen to name it.")] IReadOnlyList<string> Tags,
    [property: Description("Of the manifest.")] string MediaType,
    [property: Description("An image, or an index of several.")] ArtifactKind Kind,
    [property: Description("os/architecture[/variant]; of an index, those of its children.")] IReadOnlyList<string> Platforms,
    [property: Description("Digests of the indexes that list it.")] IReadOnlyList<string> Parents,
    [property: Description("When it was seen first.")] DateTimeOffset FirstSeenAt,
    [property: Description("artifactType of the manifest.")] string? ArtifactType = null,
    [property: Description("When the registry was seen to have it no more.")] DateTimeOffset? RemovedAt = null);
