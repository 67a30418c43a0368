namespace Attestry.Sigstore.Keys;

/// <summary>
/// Keeps private keys and signs with them: a key management service. One small class for each; hosts list those that they have
/// in <see cref="KeyStores"/>.
/// </summary>
public interface IKeyStore
{
    /// <summary>What the URIs of its keys begin with: <c>hashivault</c>, <c>awskms</c>, <c>gcpkms</c>, <c>azurekms</c>.</summary>
    string Scheme { get; }

    /// <summary>The newest version of a key, for signing and, by <see cref="ISigner.PublicKey"/>, for verification. Later versions do not change it.</summary>
    /// <param name="name">What stands behind <c>scheme://</c>.</param>
    /// <exception cref="FormatException">The name is none, or the key of a kind that is not known here.</exception>
    /// <exception cref="HttpRequestException">The key store cannot be reached or refuses.</exception>
    /// <exception cref="InvalidDataException">The key store does not answer as its interface says.</exception>
    Task<ISigner> OpenAsync(string name, CancellationToken cancellation);
}
