using Attestry.Primitives;

namespace Attestry.Oci.Manifests;

/// <summary>A manifest's bytes as a source gave them; <paramref name="Digest"/> was computed over them here.</summary>
public sealed record FetchedManifest(Digest Digest, string MediaType, ReadOnlyMemory<byte> Bytes);
