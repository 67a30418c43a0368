using System.Net;
using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.Evidence;

public sealed class EvidenceTests
{
    private static readonly Digest Image = Seed.DigestOf("image");

    private static string Base => $"/v1/attestations/{Image}/evidence";

    [Fact]
    public async Task The_list_tells_what_was_found_and_by_whom()
    {
        await using var api = await StartAsync();

        var list = await api.JsonAsync(Base);

        list.EnumerateArray().Select(item => $"{item.GetProperty("kind")} {item.GetProperty("producer")} {item.GetProperty("verdict")}").Order()
            .ShouldBe(["sbom scanner passed", "signatures verifier failed"]);
        var sbom = list.EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "sbom");
        sbom.GetProperty("content").GetString().ShouldBe(Seed.DigestOf("{\"packages\":[]}").Text);
        sbom.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()).ShouldBe(["spdx", "cyclonedx"]);
    }

    [Fact]
    public async Task A_content_is_sent_as_the_bytes_that_were_recorded()
    {
        await using var api = await StartAsync();

        using var response = await api.Client.GetAsync(Base + "/sbom");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.attestry.sbom+json");
        (await response.Content.ReadAsStringAsync()).ShouldBe("{\"packages\":[]}");
        response.Headers.ETag!.Tag.ShouldBe($"\"{Seed.DigestOf("{\"packages\":[]}")}\"");
    }

    [Theory]
    [InlineData("spdx", "application/spdx+json", "{\"spdxVersion\":\"SPDX-2.3\"}")]
    [InlineData("cyclonedx", "application/vnd.cyclonedx+json", "{\"bomFormat\":\"CycloneDX\"}")]
    public async Task An_SBOM_is_sent_with_its_media_type(string name, string mediaType, string content)
    {
        await using var api = await StartAsync();

        using var response = await api.Client.GetAsync($"{Base}/sbom/files/{name}");

        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        (await response.Content.ReadAsStringAsync()).ShouldBe(content);
    }

    [Fact]
    public async Task Of_several_producers_the_newest_is_sent_or_the_one_that_is_named()
    {
        await using var api = await StartAsync();
        await AddAsync(api, "sbom", "importer", Verdict.Passed, "{\"imported\":true}", minute: 5);

        (await api.Client.GetStringAsync(new Uri(Base + "/sbom", UriKind.Relative))).ShouldBe("{\"imported\":true}");
        (await api.Client.GetStringAsync(new Uri(Base + "/sbom?producer=scanner", UriKind.Relative))).ShouldBe("{\"packages\":[]}");
        await api.JsonAsync(Base + "/sbom?producer=nobody", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/measurement")]
    [InlineData("/sbom/files/swid")]
    [InlineData("/measurement/files/spdx")]
    [InlineData("/sbom?repository=registry.test:5000/else")]
    public async Task What_is_not_there_is_404(string path)
    {
        await using var api = await StartAsync();

        await api.JsonAsync(Base + path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_content_that_the_store_lost_is_404_not_an_empty_answer()
    {
        await using var api = await StartAsync();
        await api.AddAsync(Collections.Evidence, Document("provenance", "verifier", Verdict.Passed, Seed.DigestOf("lost"), [], 0));

        await api.JsonAsync(Base + "/provenance", HttpStatusCode.NotFound);
    }

    private static async Task<RunningApi> StartAsync()
    {
        var api = await RunningApi.StartAsync();
        await api.DecideAsync(Image, "app", DecisionState.Failed);
        EvidenceFile[] files =
        [
            await FileAsync(api, "spdx", "application/spdx+json", "{\"spdxVersion\":\"SPDX-2.3\"}"),
            await FileAsync(api, "cyclonedx", "application/vnd.cyclonedx+json", "{\"bomFormat\":\"CycloneDX\"}"),
        ];
        await AddAsync(api, "sbom", "scanner", Verdict.Passed, "{\"packages\":[]}", files);
        await AddAsync(api, "signatures", "verifier", Verdict.Failed, "{\"signatures\":[]}");
        return api;
    }

    private static async Task AddAsync(RunningApi api, string kind, string producer, Verdict verdict, string content, EvidenceFile[]? files = null, int minute = 0)
    {
        var digest = await api.Contents.PutAsync(Encoding.UTF8.GetBytes(content), default);
        await api.AddAsync(Collections.Evidence, Document(kind, producer, verdict, digest, files ?? [], minute));
    }

    private static async Task<EvidenceFile> FileAsync(RunningApi api, string name, string mediaType, string content) =>
        new(name, mediaType, await api.Contents.PutAsync(Encoding.UTF8.GetBytes(content), default), content.Length);

    private static EvidenceDocument Document(string kind, string producer, Verdict verdict, Digest content, EvidenceFile[] files, int minute)
    {
        var artifact = $"registry.test:5000/app@{Image}";
        Finding[] findings = verdict == Verdict.Failed ? [new("signature.none", Severity.High, "No signature.")] : [];
        return new(
            EvidenceDocument.KeyOf(artifact, kind, producer), artifact, Image, kind, producer, verdict, findings, content, $"application/vnd.attestry.{kind}+json", files, Seed.Start.AddMinutes(minute));
    }
}
