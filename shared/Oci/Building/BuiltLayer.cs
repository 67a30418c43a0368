using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Building;

/// <param name="Content">The compressed bytes, which <paramref name="Descriptor"/> describes.</param>
/// <param name="DiffId">Of the uncompressed archive.</param>
public sealed record BuiltLayer(Descriptor Descriptor, Digest DiffId, ReadOnlyMemory<byte> Content);
