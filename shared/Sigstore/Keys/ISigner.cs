namespace Attestry.Sigstore.Keys;

/// <summary>A private key that signs, wherever it is kept: in this process (<see cref="SigningKey"/>) or in a key store that never gives it out.</summary>
public interface ISigner
{
    VerificationKey PublicKey { get; }

    /// <summary>Signs <paramref name="data"/> in the form that <see cref="VerificationKey.Verify"/> of <see cref="PublicKey"/> takes.</summary>
    /// <exception cref="HttpRequestException">The key store cannot be reached or refuses.</exception>
    /// <exception cref="InvalidDataException">The key store does not answer as its interface says.</exception>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation);
}
