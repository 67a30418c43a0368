using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>A manifest or index of whichever format, checked. Collections are never null.</summary>
public sealed record Manifest
{
    public required Digest Digest { get; init; }

    public required string MediaType { get; init; }

    /// <summary>From the document alone; a tag may say more (<see cref="Classification"/>).</summary>
    public required ManifestKind Kind { get; init; }

    /// <summary>Null of an index.</summary>
    public Descriptor? Config { get; init; }

    /// <summary>Bottom layer first.</summary>
    public IReadOnlyList<Descriptor> Layers { get; init; } = [];

    /// <summary>Of an index.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; init; } = [];

    public Descriptor? Subject { get; init; }

    /// <summary><c>artifactType</c>, or else the configuration's media type (OCI Distribution Spec 1.1 §listing referrers).</summary>
    public string? ArtifactType { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Lists manifests, whether or not it refers to a subject too.</summary>
    public bool IsIndex => MediaTypes.IsIndex(MediaType);
}
