using System.Net;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Hosting.Security;
using Attestry.Policy.Input;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.StatusApi.Tests.PolicyInputs;

public sealed class PolicyInputTests
{
    [Fact]
    public async Task Inputs_are_made_from_stored_evidence_with_the_state_in_the_environment()
    {
        await using var api = await RunningApi.StartAsync();
        var artifact = await AddAsync(api, "team/app", "app");
        await api.DecideAsync(artifact.Digest, "team/app", DecisionState.Warned);
        var page = await api.JsonAsync("/v1/policy-inputs");
        page.TryGetProperty("next", out _).ShouldBeFalse();
        var item = page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (item.GetProperty("artifact").GetString(), item.GetProperty("state").GetString()).ShouldBe((artifact.Id, "warned"));
        var input = JsonSerializer.Deserialize<InputDocument>(item.GetProperty("input"), InputDocument.Json)!;
        input.Artifact.Id.ShouldBe(artifact.Id);
        input.Sbom.Packages.ShouldHaveSingleItem().Purl.ShouldBe("pkg:npm/x@1");
        input.Evidence.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceKinds.Sbom);
        input.Environment.ShouldBe("default");
        var production = (await api.JsonAsync("/v1/policy-inputs?environment=production")).GetProperty("items")[0];
        (production.GetProperty("state").GetString(), production.GetProperty("input").GetProperty("environment").GetString()).ShouldBe(("unknown", "production"));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("&repository=registry.test:5000/team/*", 2)]
    [InlineData("&repository=registry.test:5000/team/app", 1)]
    [InlineData("&repository=elsewhere/**", 0)]
    public async Task A_pattern_narrows_and_pages_follow_one_another(string filter, int expected)
    {
        await using var api = await RunningApi.StartAsync();
        foreach (var repository in new[] { "team/app", "other/app", "team/tool" })
            await AddAsync(api, repository, repository);
        await api.AddAsync(Collections.Artifacts, Artifact("team/app", "referrer") with { Kind = ArtifactKind.Referrer });
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await api.JsonAsync($"/v1/policy-inputs?limit=1{filter}{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("artifact").GetString()!));
            if (!page.TryGetProperty("next", out var next))
                break;
            cursor = $"&after={Uri.EscapeDataString(next.GetString()!)}";
        }
        seen.Distinct().Count().ShouldBe(expected);
        seen.Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Wrong_requests_and_roles_are_refused()
    {
        await using var api = await RunningApi.StartAsync();
        await api.JsonAsync("/v1/policy-inputs?limit=51", HttpStatusCode.BadRequest);
        await api.JsonAsync("/v1/policy-inputs?after=rubbish", HttpStatusCode.BadRequest);
        await api.UseKeyAsync(Roles.Runtime);
        await api.JsonAsync("/v1/policy-inputs", HttpStatusCode.Forbidden);
    }

    private static async Task<ArtifactDocument> AddAsync(RunningApi api, string repository, string name)
    {
        var artifact = Artifact(repository, name);
        await api.AddAsync(Collections.Artifacts, artifact);
        var sbom = new SbomEvidence("1", [new(artifact.Digest, "linux/amd64", null, [new("pkg:npm/x@1", "npm", "x", "1", null, Seed.DigestOf("layer"), "package.json", "npm")])]);
        var content = await api.Contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(new EvidenceContent<SbomEvidence>(Verdict.Passed, [], sbom), DocumentJson.Options), default);
        await api.AddAsync(Collections.Evidence, new EvidenceDocument(
            EvidenceDocument.KeyOf(artifact.Id, EvidenceKinds.Sbom, "scanner"), artifact.Id, artifact.Digest, EvidenceKinds.Sbom, "scanner", Verdict.Passed, [], content, "application/json", [], Seed.Start));
        return artifact;
    }

    private static ArtifactDocument Artifact(string repository, string name) => new(
        $"registry.test:5000/{repository}@{Seed.DigestOf(name)}",
        "registry.test:5000",
        repository,
        Seed.DigestOf(name),
        ArtifactKind.Image,
        "application/vnd.oci.image.manifest.v1+json",
        null,
        ["linux/amd64"],
        ["1"],
        null,
        [],
        [],
        Seed.Start,
        Seed.Start,
        null);
}
