namespace Attestry.Sigstore.Signing;

/// <summary>Carries requests to the services of a signing configuration.</summary>
public interface ISigningTransport
{
    /// <summary>The body of the answer; it is an error when the service refuses or the answer is longer than <see cref="Primitives.Limits.SignatureLimits.AnswerBytes"/>.</summary>
    /// <exception cref="InvalidDataException">The answer is too long.</exception>
    /// <remarks>Faults of the network and refusals are thrown as the transport's own exceptions.</remarks>
    Task<byte[]> PostAsync(Uri url, string mediaType, ReadOnlyMemory<byte> body, CancellationToken cancellation);
}
