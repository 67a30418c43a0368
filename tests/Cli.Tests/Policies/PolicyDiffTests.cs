using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyDiffTests
{
    private const string Passes = "package attestry\nrequired_evidence contains \"sbom\"\ndeny contains \"never\" if false";

    private const string Denies = """
        package attestry
        required_evidence contains "sbom"
        deny contains {"id": "acme.denied", "msg": "old library", "evidence": [p.purl]} if { some p in input.sbom.packages; p.name in data.settings.denied }
        """;

    [Fact]
    public async Task Shows_whose_verdict_would_change_and_why_over_all_pages()
    {
        await using var api = await RunningApi.StartAsync();
        for (var i = 0; i < 23; i++)
            await AddAsync(api, $"team/app-{i}", i % 10 == 0 ? "bad" : "good");
        using var folder = Folder();
        var found = await DiffAsync(api, "old", "new", "--settings", folder.File("settings.json"));
        found.Code.ShouldBe(ExitCode.Fail, found.Error);
        found.Out.ShouldContain("3 of 23 verdicts would change");
        found.Out.ShouldContain("+  deny acme.denied  old library");
        found.Out.ShouldContain($"registry.test:5000/team/app-20@{Seed.DigestOf("team/app-20")}");

        var json = await DiffAsync(api, "new", "old", "--settings", folder.File("settings.json"), "--format", "json", "--repository", "registry.test:5000/team/app-1*");
        json.Code.ShouldBe(ExitCode.Fail, json.Error);
        json.Json().GetProperty("compared").GetInt32().ShouldBe(11);
        var change = json.Json().GetProperty("changed").EnumerateArray().ShouldHaveSingleItem();
        (change.GetProperty("before").GetString(), change.GetProperty("after").GetString()).ShouldBe(("failed", "passed"));
        change.GetProperty("gone")[0].GetProperty("finding").GetProperty("id").GetString().ShouldBe("acme.denied");

        var same = await DiffAsync(api, "new", "new");
        (same.Code, same.Out.Trim()).ShouldBe((ExitCode.Pass, "0 of 23 verdicts would change; 0 more would stand for other reasons."));

        async Task<CommandResult> DiffAsync(RunningApi server, string old, string young, params string[] further) => await Run.HereAsync(
            Environment(server), "", ["policy", "diff", folder.File(old), folder.File(young), .. further]);
    }

    [Fact]
    public async Task What_cannot_be_tried_is_an_error_that_says_what_to_do()
    {
        await using var api = await RunningApi.StartAsync();
        using var folder = Folder().Add("broken/policy.rego", "package attestry\ndeny contains").Add("empty/policy.rego", "package other\nx := 1");
        foreach (var (bundle, told) in new[] { ("broken", "policy.rego:2:14"), ("empty", "data.attestry"), ("missing", "missing") })
        {
            var refused = await Run.HereAsync(Environment(api), "", "policy", "diff", folder.File("old"), folder.File(bundle));
            refused.Code.ShouldBe(ExitCode.Error);
            refused.Error.ShouldContain(told);
            refused.Out.ShouldBeEmpty();
        }
        await api.UseKeyAsync(Roles.Runtime);
        (await Run.HereAsync(Environment(api), "", "policy", "diff", folder.File("old"), folder.File("new"))).ShouldBeError("auditor");
    }

    private static PolicyFolder Folder() => new PolicyFolder()
        .Add("old/policy.rego", Passes)
        .Add("new/policy.rego", Denies)
        .Add("settings.json", """{"denied":["bad"]}""");

    private static Dictionary<string, string> Environment(RunningApi api) => new()
    {
        ["ATTESTRY_SERVER"] = api.Client.BaseAddress!.ToString(),
        ["ATTESTRY_API_KEY"] = api.Client.DefaultRequestHeaders.Authorization!.Parameter!,
    };

    private static async Task AddAsync(RunningApi api, string repository, string package)
    {
        var digest = Seed.DigestOf(repository);
        var artifact = new ArtifactDocument(
            $"registry.test:5000/{repository}@{digest}", "registry.test:5000", repository, digest, ArtifactKind.Image,
            "application/vnd.oci.image.manifest.v1+json", null, ["linux/amd64"], [], null, [], [], Seed.Start, Seed.Start, null);
        await api.AddAsync(Collections.Artifacts, artifact);
        var sbom = new SbomEvidence("1", [new(digest, "linux/amd64", null, [new($"pkg:npm/{package}@1", "npm", package, "1", null, Seed.DigestOf("layer"), "package.json", "npm")])]);
        var content = await api.Contents.PutAsync(JsonSerializer.SerializeToUtf8Bytes(new EvidenceContent<SbomEvidence>(Verdict.Passed, [], sbom), DocumentJson.Options), default);
        await api.AddAsync(Collections.Evidence, new EvidenceDocument(
            EvidenceDocument.KeyOf(artifact.Id, EvidenceKinds.Sbom, "scanner"), artifact.Id, digest, EvidenceKinds.Sbom, "scanner", Verdict.Passed, [], content, "application/json", [], Seed.Start));
    }
}
