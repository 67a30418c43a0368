using Attestry.Primitives;

namespace Attestry.Storage;

/// <summary>Contents by SHA-256 digest: catalogs, SBOM files, evidence. Written once, never changed.</summary>
public interface IContentStore
{
    /// <summary>Stores the bytes under their digest; storing the same bytes again changes nothing.</summary>
    Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>The bytes, verified against the digest; null when they are not there.</summary>
    /// <exception cref="InvalidDataException">What is stored does not have the digest.</exception>
    Task<byte[]?> GetAsync(Digest digest, CancellationToken cancellation);
}
