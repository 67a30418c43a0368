using Attestry.Cli.Targets;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;

namespace Attestry.Cli.Checks;

/// <summary>Attaches what was signed to the image in its registry.</summary>
internal static class ReferrerPush
{
    /// <summary>What <see cref="CosignSigner.Referrer"/> needs to know of an image.</summary>
    internal static (string MediaType, Digest Digest, long Size) SubjectOf(Target target) =>
        (target.Manifest.MediaType, target.Manifest.Digest, target.Manifest.Bytes.Length);

    /// <returns>The digest of the referrer's manifest.</returns>
    internal static async Task<Digest> PushAsync(Target target, TargetRequest request, SignatureManifest signature, CancellationToken cancellation)
    {
        if (TargetName.IsFile(request.Text) || target.Registries.Repository(target.Name.Registry, target.Name.Repository) is not { } repository)
            throw new CommandException($"{request.Text} is in no registry.", "Push the image to one, and name it there.");
        await using (repository)
        {
            foreach (var content in signature.Blobs.Values)
                await repository.PushBlobAsync("application/octet-stream", content, cancellation);
            return await repository.PushManifestAsync(signature.Tag, signature.MediaType, signature.Bytes, cancellation);
        }
    }
}
