using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Oci;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Publishing;

/// <summary>
/// Pushes decisions to the registry of what they are about, as cosign pushes attestations: others find and verify them without
/// asking this system. The same decision always makes the same manifest, so that pushing it twice changes nothing.
/// </summary>
public sealed class DecisionPublisher(PublishOptions options, IDocumentStore store, TimeProvider time, ILogger<DecisionPublisher> logger) : IDisposable
{
    // Its own connections and tokens: those that read elsewhere in this process cannot push, and these need not read there.
    private readonly RegistryDirectory _registries = new(options.Registries, time);

    private readonly IDocumentCollection<AttestationDocument> _attestations = store.Collection(Collections.Attestations);

    private readonly IDocumentCollection<SigningKeyDocument> _keys = store.Collection(Collections.SigningKeys);

    /// <returns>The manifest that carries the decision; null when it is not one to push.</returns>
    /// <exception cref="HttpRequestException">The registry does not answer, or refuses.</exception>
    public async Task<Digest?> PublishAsync(string attestation, CancellationToken cancellation)
    {
        if ((await _attestations.GetAsync(attestation, cancellation))?.Document is not { } decision || !IsWanted(decision))
            return null;
        // What is pushed is seen by the verifier as new evidence and leads to a decision anew; only one that says something new is pushed.
        if (decision.Previous is { } previous && (await _attestations.GetAsync(previous, cancellation))?.Document.State == decision.State)
            return null;
        if ((await _keys.GetAsync(decision.KeyId, cancellation))?.Document is not { } key)
            throw new InvalidOperationException($"The key {decision.KeyId} that signed the decision {decision.Id} is not published.");
        await using var repository = _registries.Repository(decision.Registry, decision.Repository);
        if (repository is null)
        {
            logger.LogWarning("The decision about {Artifact} is not pushed: Publish:Registries does not name its registry", decision.Artifact);
            return null;
        }
        return await PushAsync(decision, VerificationKey.FromPem(key.PublicKey), repository, cancellation);
    }

    public void Dispose() => _registries.Dispose();

    private bool IsWanted(AttestationDocument decision) =>
        options.Repositories.Any(pattern => RepositoryPattern.Matches(pattern, $"{decision.Registry}/{decision.Repository}"));

    private async Task<Digest?> PushAsync(AttestationDocument decision, VerificationKey key, RegistryRepository repository, CancellationToken cancellation)
    {
        var (envelope, malformed) = DsseEnvelopeJson.Read(Encoding.UTF8.GetBytes(decision.Envelope));
        if (envelope is null)
            throw new InvalidOperationException($"The decision {decision.Id} cannot be read: {malformed!.Message}");
        if (await SubjectAsync(decision, repository, cancellation) is not { } subject)
            return null;
        var referrer = CosignSigner.Referrer(
            subject.MediaType, decision.Digest, subject.Bytes.Length, VerificationSummary.PredicateType, BundleWriter.Write(envelope, key), decision.IssuedAt);
        foreach (var blob in referrer.Blobs.Values)
            await repository.PushBlobAsync(MediaTypes.OciEmpty, blob, cancellation);
        var manifest = await repository.PushManifestAsync(null, referrer.MediaType, referrer.Bytes, cancellation);
        logger.LogInformation("Pushed the decision about {Artifact} as {Manifest}", decision.Artifact, manifest);
        return manifest;
    }

    // What is gone, or is not what its digest names, has nothing to refer to; the decision says so anyway.
    private static async Task<FetchedManifest?> SubjectAsync(AttestationDocument decision, RegistryRepository repository, CancellationToken cancellation)
    {
        try
        {
            return await repository.GetManifestAsync(decision.Digest.Text, cancellation);
        }
        catch (OciException)
        {
            return null;
        }
    }
}
