using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Manifests;

public sealed class ManifestParserTests
{
    [Fact]
    public void Reads_an_image_manifest()
    {
        var fetched = Documents.Fetched(Documents.Image(""","annotations":{"a":"b"}"""), MediaTypes.OciManifest);
        var manifest = ManifestParser.Parse(fetched);
        manifest.Kind.ShouldBe(ManifestKind.Image);
        manifest.Digest.ShouldBe(fetched.Digest);
        (manifest.Config!.Size, manifest.Layers.Single().Size).ShouldBe((2, 3));
        manifest.Annotations["a"].ShouldBe("b");
        manifest.IsIndex.ShouldBeFalse();
    }

    [Fact]
    public void Reads_docker_manifests_and_lists()
    {
        var image = Documents.Image().Replace(MediaTypes.OciManifest, MediaTypes.DockerManifest).Replace(MediaTypes.OciConfig, MediaTypes.DockerConfig);
        ManifestParser.Parse(Documents.Fetched(image, MediaTypes.DockerManifest)).Kind.ShouldBe(ManifestKind.Image);
        var list = Documents.Index(Documents.Layer).Replace(MediaTypes.OciIndex, MediaTypes.DockerManifestList);
        ManifestParser.Parse(Documents.Fetched(list)).IsIndex.ShouldBeTrue();
    }

    [Fact]
    public void Tells_what_a_document_without_media_type_is()
    {
        ManifestParser.Parse(Documents.Fetched($$"""{"schemaVersion":2,"manifests":[{{Documents.Layer}}]}""")).Kind.ShouldBe(ManifestKind.Index);
        ManifestParser.Parse(Documents.Fetched($$"""{"schemaVersion":2,"config":{{Documents.Config}},"layers":[]}""")).Kind.ShouldBe(ManifestKind.Image);
    }

    [Fact]
    public void Reads_referrers_and_their_artifact_type()
    {
        var referrer = ManifestParser.Parse(Documents.Fetched(Documents.Image($$""","subject":{{Documents.Layer}},"artifactType":"application/x" """)));
        (referrer.Kind, referrer.ArtifactType, referrer.Subject!.Size).ShouldBe((ManifestKind.Referrer, "application/x", 3));
        ManifestParser.Parse(Documents.Fetched(Documents.Image())).ArtifactType.ShouldBe(MediaTypes.OciConfig);
    }

    [Fact]
    public void Tells_other_artifacts_and_evidence_from_images()
    {
        ManifestParser.Parse(Documents.Fetched(Documents.Image().Replace(MediaTypes.OciConfig, "application/vnd.cncf.helm.config.v1+json"))).Kind.ShouldBe(ManifestKind.Other);
        ManifestParser.Parse(Documents.Fetched(Documents.Image().Replace(MediaTypes.OciLayerGzip, MediaTypes.CosignSimpleSigning))).Kind.ShouldBe(ManifestKind.Other);
    }

    [Fact]
    public void Does_not_let_an_unknown_layer_type_hide_an_image() =>
        ManifestParser.Parse(Documents.Fetched(Documents.Image().Replace(MediaTypes.OciLayerGzip, "application/x-whatever"))).Kind.ShouldBe(ManifestKind.Image);

    public static TheoryData<string, string> Refused => new()
    {
        { OciFindings.ManifestAmbiguous, Documents.Image($$""","manifests":[{{Documents.Layer}}]""") },
        { OciFindings.ManifestAmbiguous, Documents.Image($$""","Layers":[{{Documents.Layer}}]""") },
        { OciFindings.ManifestAmbiguous, Documents.Image(layers: Documents.Layer.Replace("\"digest\"", "\"Digest\"")) },
        { OciFindings.ManifestMalformed, Documents.Image(""","layers":[]""") },
        { OciFindings.ManifestMalformed, Documents.Image(layers: Documents.Layer.Replace("\"size\":3", "\"size\":3,\"size\":4")) },
        { OciFindings.ManifestMalformed, Documents.Image(layers: Documents.Layer.Replace("\"size\":3", "\"size\":-3")) },
        { OciFindings.ManifestMalformed, Documents.Image(layers: Documents.Layer.Replace("\"size\":3", "\"size\":\"3\"")) },
        { OciFindings.ManifestMalformed, Documents.Image(layers: Documents.Layer.Replace("sha256:", "sha256:../")) },
        { OciFindings.ManifestMalformed, Documents.Image(layers: Documents.Layer.Replace("sha256:", "md5:")) },
        { OciFindings.ManifestMalformed, Documents.Image(layers: "7") },
        { OciFindings.ManifestMalformed, $$"""{"schemaVersion":2,"layers":[{{Documents.Layer}}]}""" },
        { OciFindings.ManifestMalformed, """{"schemaVersion":2}""" },
        { OciFindings.ManifestMalformed, "[]" },
        { OciFindings.ManifestMalformed, "null" },
        { OciFindings.ManifestMalformed, "{" },
        { OciFindings.ManifestMalformed, "" },
        { OciFindings.ManifestUnsupported, """{"schemaVersion":1,"fsLayers":[]}""" },
        { OciFindings.ManifestUnsupported, Documents.Image().Replace("\"schemaVersion\":2", "\"schemaVersion\":3") },
        { OciFindings.ManifestUnsupported, Documents.Image().Replace(MediaTypes.OciManifest, "application/json") },
        { OciFindings.ManifestMediaTypeMismatch, Documents.Image().Replace(MediaTypes.OciManifest, MediaTypes.OciIndex) },
        { OciFindings.ManifestTooManyEntries, Documents.Image(layers: string.Join(',', Enumerable.Repeat(Documents.Layer, OciLimits.Layers + 1))) },
        { OciFindings.ManifestTooManyEntries, Documents.Index([.. Enumerable.Repeat(Documents.Layer, OciLimits.Children + 1)]) },
        { OciFindings.ManifestMalformed, Documents.Image($$""","x":{{new string('[', 100)}}{{new string(']', 100)}}""") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses(string id, string json) =>
        Should.Throw<OciException>(() => ManifestParser.Parse(Documents.Fetched(json))).Finding.Id.ShouldBe(id);

    [Fact]
    public void Refuses_a_media_type_other_than_the_one_it_was_served_with() =>
        Should.Throw<OciException>(() => ManifestParser.Parse(Documents.Fetched(Documents.Image(), MediaTypes.OciIndex)))
            .Finding.Id.ShouldBe(OciFindings.ManifestMediaTypeMismatch);

    [Fact]
    public void Refuses_a_hundred_megabytes_of_json_unread()
    {
        var json = new byte[100 << 20];
        json.AsSpan().Fill((byte)' ');
        Should.Throw<OciException>(() => ManifestParser.Parse(new FetchedManifest(default, "", json))).Finding.Id.ShouldBe(OciFindings.ManifestTooLarge);
    }

    [Fact]
    public void Never_fails_otherwise_on_damaged_documents()
    {
        var whole = System.Text.Encoding.UTF8.GetBytes(Documents.Image(""","annotations":{"a":"b"},"subject":null"""));
        var random = new Random(11);
        for (var i = 0; i < 5000; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(32, 127);
            try
            {
                ManifestParser.Parse(Documents.Fetched(damaged));
            }
            catch (OciException)
            {
                // The only way to refuse.
            }
        }
    }
}
