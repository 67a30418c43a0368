using Attestry.Contracts.Documents;
using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.History;

/// <summary>The key that signs hosts' histories. Its public half is published before the first signature; earlier ones stay published.</summary>
internal sealed class HistoryKey(SigningKey key, IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<SigningKeyDocument> _keys = store.Collection(Collections.HostSigningKeys);
    private volatile bool _published;

    /// <exception cref="OptionsException">The file is open to others, or holds no key.</exception>
    public static SigningKey Load(CollectorOptions options)
    {
        const string Setting = "Collector:KeyFile";
        try
        {
            return SigningKey.FromPem(SecretFile.ReadOrCreate(options.KeyFile, Setting, SignatureLimits.PemCharacters, () => SigningKey.GenerateEcdsaP256().ToPem()));
        }
        catch (FormatException e)
        {
            throw new OptionsException($"Setting '{Setting}': {e.Message}", e);
        }
    }

    public async Task<SigningKey> OpenAsync(CancellationToken cancellation)
    {
        if (!_published)
            await _keys.InsertAsync(new(key.Public.KeyId, key.Public.Algorithm.Name(), key.Public.ToPem(), time.GetUtcNow(), RetiredAt: null), cancellation);
        _published = true;
        return key;
    }
}
