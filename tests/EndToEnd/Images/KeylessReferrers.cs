using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.EndToEnd.Images;

/// <summary>What a workflow attaches to an image with a certificate for its identity: logged, stamped, and about exactly that image.</summary>
internal sealed class KeylessReferrers(TestSigstore sigstore)
{
    internal const string Commit = "0123456789abcdef0123456789abcdef01234567";

    internal SignatureManifest Sign(Descriptor image, TestLeaf leaf) => Attach(image, leaf, CosignMediaTypes.SignPredicate, "{}");

    /// <summary>SLSA provenance in the shape of GitHub's artifact attestations, with the certificate of the run that it is about.</summary>
    internal SignatureManifest Provenance(Descriptor image, string builder) => Attach(
        image,
        new() { Subject = builder, Claims = Claims("refs/heads/main") },
        "https://slsa.dev/provenance/v1",
        $$$"""
        {
          "buildDefinition": {
            "buildType": "https://actions.github.io/buildtypes/workflow/v1",
            "externalParameters": {"workflow": {"ref": "refs/heads/main", "repository": "https://github.com/acme/app", "path": ".github/workflows/release.yml"}},
            "resolvedDependencies": [{"uri": "git+https://github.com/acme/app@refs/heads/main", "digest": {"gitCommit": "{{{Commit}}}"}}]
          },
          "runDetails": {"builder": {"id": "{{{builder}}}"}}
        }
        """);

    /// <summary>Fulcio's extensions for a run on GitHub, by the last number of their identifier.</summary>
    internal static IReadOnlyDictionary<int, string> Claims(string gitRef) => new Dictionary<int, string>
    {
        [11] = "github-hosted",
        [12] = "https://github.com/acme/app",
        [13] = Commit,
        [14] = gitRef,
    };

    private SignatureManifest Attach(Descriptor image, TestLeaf leaf, string predicateType, string predicate)
    {
        var bundle = sigstore.Sign([], new()
        {
            Leaf = leaf,
            Envelope = true,
            Kind = "dsse",
            Subject = image.Digest,
            PredicateType = predicateType,
            Predicate = predicate,
            StampedAt = TestSigstore.SignedAt,
        });
        return CosignSigner.Referrer(image.MediaType, image.Digest, image.Size, predicateType, Encoding.UTF8.GetBytes(bundle.ToJsonString()), TestSigstore.SignedAt);
    }
}
