using System.Text.Json;

namespace Attestry.Cli.Tests;

public sealed class SbomTests : IDisposable
{
    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData("spdx", "spdxVersion", "SPDX-2.3")]
    [InlineData("spdx3", "@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld")]
    [InlineData("cyclonedx", "bomFormat", "CycloneDX")]
    public async Task Writes_the_document_to_standard_output_or_a_file(string format, string member, string value)
    {
        await _images.AddAsync("app");
        var printed = await Run.HereAsync("sbom", _images.Target("app"), "--format", format);
        printed.Code.ShouldBe(ExitCode.Pass, printed.Error);
        printed.Json().GetProperty(member).GetString().ShouldBe(value);
        printed.Out.ShouldContain("pkg:apk/alpine/musl@1.2.4-r2");
        var written = await Run.HereAsync("sbom", _images.Target("app"), "--format", format, "-o", _images.File("sbom.json"));
        (written.Code, written.Out, written.Error).ShouldBe((ExitCode.Pass, "", ""));
        JsonDocument.Parse(await File.ReadAllTextAsync(_images.File("sbom.json"))).RootElement.GetProperty(member).GetString().ShouldBe(value);
    }

    [Fact]
    public async Task An_index_needs_a_platform()
    {
        await _images.AddIndexAsync("all", await _images.AddAsync(null), await _images.AddAsync(null, architecture: "arm64", package: "zlib"));
        (await Run.HereAsync("sbom", _images.Target("all"))).ShouldBeError("index of 2 images", "--platform", "linux/amd64, linux/arm64");
        (await Run.HereAsync("sbom", _images.Target("all"), "--platform", "linux/arm64")).Out.ShouldContain("zlib");
    }

    [Fact]
    public async Task An_incomplete_document_is_written_and_fails()
    {
        await _images.AddAsync("app");
        await _images.DamageLayerAsync("app");
        var result = await Run.HereAsync("sbom", _images.Target("app"));
        result.Code.ShouldBe(ExitCode.Fail);
        result.Json().GetProperty("spdxVersion").GetString().ShouldBe("SPDX-2.3");
        result.Error.ShouldContain("not complete");
    }

    [Fact]
    public async Task A_format_that_is_none_is_refused() =>
        (await Run.HereAsync("sbom", _images.Target("app"), "--format", "xml")).ShouldBeError("xml", "spdx", "cyclonedx", "attestry sbom --help");

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await _images.AddAsync("app");
        (await Run.HereAsync("sbom", _images.Target("app"), "-o", _images.File("no/such/folder.json"))).ShouldBeError("no/such/folder.json", "cannot be written");
    }
}
