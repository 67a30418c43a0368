using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Tests.Manifests;

public sealed class ImageConfigTests
{
    [Fact]
    public void Reads_what_the_image_runs_as_and_from()
    {
        var config = ImageConfig.Parse(Encoding.UTF8.GetBytes(
            $$$$"""
            {"architecture":"arm64","os":"linux","variant":"v8","created":"2024-05-01T10:00:00.123456789Z","author":"someone",
             "config":{"User":"65532:65532","Env":["A=b"],"Entrypoint":["/app"],"Cmd":null,"WorkingDir":"/","ExposedPorts":{"8080/tcp":{}},
                       "Labels":{"a":"b"},"Healthcheck":{"Test":["CMD","true"]},"Volumes":{"/data":{}}},
             "rootfs":{"type":"layers","diff_ids":["sha256:{{{{Documents.Hex}}}}"]},
             "history":[{"created":"2024-05-01T10:00:00Z","created_by":"COPY . .","comment":"c"},{"empty_layer":true}]}
            """));
        config.Platform.ToString().ShouldBe("linux/arm64/v8");
        config.User.ShouldBe("65532:65532");
        config.Created!.Value.Year.ShouldBe(2024);
        config.Env.ShouldBe(["A=b"]);
        config.Entrypoint.ShouldBe(["/app"]);
        config.Cmd.ShouldBeEmpty();
        config.ExposedPorts.ShouldBe(["8080/tcp"]);
        config.Volumes.ShouldBe(["/data"]);
        config.HasHealthcheck.ShouldBeTrue();
        config.DiffIds.Single().Hex.ShouldBe(Documents.Hex);
        config.History.Select(h => (h.CreatedBy, h.EmptyLayer)).ShouldBe([("COPY . .", false), (null, true)]);
    }

    [Fact]
    public void Reads_the_least_there_may_be()
    {
        var config = ImageConfig.Parse("{}"u8.ToArray());
        (config.User, config.Os, config.DiffIds.Count, config.Created).ShouldBe(("", "", 0, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"os":1}""")]
    [InlineData("""{"os":"linux","os":"windows"}""")]
    [InlineData("""{"config":[]}""")]
    [InlineData("""{"config":{"Env":[null]}}""")]
    [InlineData("""{"config":{"User":"root","User":"1"}}""")]
    [InlineData("""{"rootfs":{"diff_ids":["latest"]}}""")]
    [InlineData("""{"created":"yesterday"}""")]
    public void Refuses(string json) =>
        Should.Throw<OciException>(() => ImageConfig.Parse(Encoding.UTF8.GetBytes(json))).Finding.Id.ShouldBe(OciFindings.ConfigMalformed);
}
