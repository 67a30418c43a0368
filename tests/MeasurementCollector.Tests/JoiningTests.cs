using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Tests;

/// <summary>What a host measured leads to the images that brought it, and back.</summary>
public sealed class JoiningTests
{
    private static readonly byte[] Program = "program"u8.ToArray();

    [Fact]
    public async Task A_file_of_an_attested_image_is_known_and_the_image_has_evidence_of_where_it_runs()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:UnknownFiles", "fail")]);
        var image = await AddImageAsync(bed, DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/app/program", Program);
        host.Images.Add(new("c1", image.Digest.Text, "r.example/app:1"));

        var status = await host.AttestAsync();

        status.State.ShouldBe(HostState.Trusted);
        status.Findings.ShouldBeEmpty();
        var evidence = await EvidenceAsync(bed, image, content => content.Result.Hosts is [{ State: HostState.Trusted }]);
        evidence.Verdict.ShouldBe(Verdict.Passed);
        var measured = evidence.Result.Hosts.ShouldHaveSingleItem();
        (measured.Host, measured.Files, measured.IsReported, measured.AttestedAt).ShouldBe(("node-1", 1, true, bed.Time.GetUtcNow()));
        (await bed.GetAsync("v1/hosts?unattested=true")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_host_that_loses_trust_takes_it_from_what_runs_on_it()
    {
        await using var bed = await CollectorBed.StartAsync();
        var image = await AddImageAsync(bed, DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/app/program", Program);
        host.Images.Add(new("c1", image.Digest.Text, null));
        await host.AttestAsync();
        await EvidenceAsync(bed, image, content => content.Verdict == Verdict.Passed);

        await host.AttestAsync(good => good with { Ima = null });
        var failed = await EvidenceAsync(bed, image, content => content.Result.Hosts[0].State == HostState.Failed);
        failed.Verdict.ShouldBe(Verdict.Failed);

        await bed.ActAsync(host.Id, "recover");
        await host.AttestAsync();
        await EvidenceAsync(bed, image, content => content.Verdict == Verdict.Passed);
        // Silence counts too.
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.WatchAsync();
        (await EvidenceAsync(bed, image, content => content.Result.Hosts[0].State == HostState.Stale)).Verdict.ShouldBe(Verdict.Warned);
    }

    [Fact]
    public async Task An_image_that_is_revoked_later_is_found_where_it_runs()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:FailedArtifacts", "fail")]);
        var image = await AddImageAsync(bed, DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/app/program", Program);
        host.Images.Add(new("c1", image.Digest.Text, null));
        (await host.AttestAsync()).State.ShouldBe(HostState.Trusted);

        var statuses = bed.Store.Collection(Collections.Statuses);
        var stored = (await statuses.GetAsync(image.Id, default))!;
        await statuses.ReplaceAsync(stored.Document with { State = DecisionState.Revoked }, stored.Version, default);
        await bed.Bus.Publish(new AttestationIssued(image.Id, "a", DecisionState.Revoked));

        await Eventually.HoldsAsync(async () => (await bed.GetAsync("v1/hosts/node-1")).GetProperty("state").GetString() == "failed");
        var shown = await bed.GetAsync("v1/hosts/node-1");
        Ids(shown).ShouldBe([AttestationFindings.FileOfFailedArtifact, AttestationFindings.FailedImageRuns], ignoreOrder: true);
        shown.GetProperty("runsUnattested").GetBoolean().ShouldBeTrue();
        (await bed.GetAsync("v1/hosts?unattested=true")).GetProperty("items")[0].GetProperty("id").GetString().ShouldBe("node-1");
        (await bed.GetAsync("v1/hosts?state=failed")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("allow", HostState.Trusted, null)]
    [InlineData("warn", HostState.Trusted, ImaFindings.UnknownFile)]
    [InlineData("fail", HostState.Failed, ImaFindings.UnknownFile)]
    public async Task The_policy_says_what_becomes_of_a_file_that_nobody_knows(string action, HostState expected, string? finding)
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:UnknownFiles", action)]);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/strange");

        var status = await host.AttestAsync();

        status.State.ShouldBe(expected);
        status.Findings.Select(one => one.Id).ShouldBe(finding is null ? [] : [finding]);
        (await bed.GetAsync("v1/hosts/node-1")).GetProperty("runsUnattested").GetBoolean().ShouldBe(finding is not null);
    }

    [Fact]
    public async Task Allow_lists_of_both_forms_are_read()
    {
        using var folder = new TemporaryFolder();
        var digest = Convert.ToHexStringLower(SHA256.HashData("/usr/bin/a"u8));
        await File.WriteAllTextAsync(folder.File("keylime.json"), $$"""
            {"meta":{"version":1,"generator":0},"release":0,"digests":{"/usr/bin/a":["{{digest}}"],"/usr/bin/b":["{{digest}}"]},
             "excludes":["/tmp/.*"],"keyrings":{},"ima":{"ignored_keyrings":[]},"ima-buf":{},"verification-keys":""}
            """);
        await File.WriteAllTextAsync(folder.File("packages"), $"# dpkg\n{Convert.ToHexStringLower(SHA256.HashData("/usr/bin/c"u8))}  /usr/bin/c\n");
        await using var bed = await CollectorBed.StartAsync(settings:
        [
            ("Collector:AllowLists:0:Path", folder.File("keylime.json")), ("Collector:AllowLists:1:Path", folder.File("packages")), ("Collector:AllowLists:1:Format", "digests"),
        ]);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/a").AddFile("/tmp/x").AddFile("/usr/bin/c");
        (await host.AttestAsync()).Findings.ShouldBeEmpty();

        host.Log.AddFile("/usr/bin/b").AddFile("/var/tmp/x");
        (await host.AttestAsync()).Findings.Select(one => (one.Id, one.Location)).ShouldBe([(ImaFindings.FileMismatch, "/usr/bin/b"), (ImaFindings.UnknownFile, "/var/tmp/x")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_container_of_an_image_that_nobody_attested_is_found()
    {
        await using var bed = await CollectorBed.StartAsync();
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Images.Add(new("c1", Digest.Sha256("stranger"u8).Text, "docker.io/stranger"));

        (await host.AttestAsync()).Findings.ShouldHaveSingleItem().Id.ShouldBe(AttestationFindings.UnattestedImageRuns);
    }

    [Fact]
    public async Task Pages_in_memory_that_are_not_the_file_s_are_found()
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:Executables", "4")]);
        var image = await AddImageAsync(bed, DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/app/program", Program);
        host.Images.Add(new("c1", image.Digest.Text, null));
        await host.AttestAsync();
        var challenge = await host.ChallengeAsync();
        challenge.Executables.ShouldBe([Digest.Sha256(Program).Text]);
        host.Executables.Add(new("c1", "/app/program", Digest.Sha256(Program).Text, [new(0, 1, "r-x", Digest.Sha256("pages"u8).Text)]));
        (await host.SubmitAsync(host.Answer(challenge))).State.ShouldBe(HostState.Trusted);

        host.Executables[0] = host.Executables[0] with { Segments = [new(0, 1, "r-x", Digest.Sha256("patched"u8).Text)] };
        var status = await host.AttestAsync();

        status.Findings.Select(one => one.Id).ShouldContain(AttestationFindings.PagesMismatch);
        status.State.ShouldBe(HostState.Failed);
        (await EvidenceAsync(bed, image, content => content.Verdict == Verdict.Failed)).Result.Hosts[0].Findings.ShouldHaveSingleItem().Id.ShouldBe(AttestationFindings.PagesMismatch);

        // It stands while these pages are not sent again, whatever else is looked at anew.
        var patched = host.Executables[0];
        host.Executables.Clear();
        host.Log.AddFile("/app/program-2", Program);
        (await host.AttestAsync()).Findings.Select(one => one.Id).ShouldBe([AttestationFindings.PagesMismatch]);
        await EvidenceAsync(bed, image, content => content.Result.Hosts[0] is { Files: 2, Findings: [{ Id: AttestationFindings.PagesMismatch }] });
        host.Executables.Add(patched with { Segments = [new(0, 1, "r-x", Digest.Sha256("pages"u8).Text)] });
        (await host.AttestAsync()).Findings.ShouldBeEmpty();
        await EvidenceAsync(bed, image, content => content.Result.Hosts[0].Findings.Count == 0);
    }

    [Theory]
    [InlineData(DecisionState.Failed, DecisionState.Passed, HostState.Trusted)]
    [InlineData(DecisionState.Pending, DecisionState.Passed, HostState.Trusted)]
    [InlineData(DecisionState.Failed, null, HostState.Failed)]
    [InlineData(DecisionState.Pending, null, HostState.Failed)]
    [InlineData(DecisionState.Revoked, DecisionState.Passed, HostState.Failed)]
    public async Task What_is_held_against_an_image_because_of_hosts_is_not_held_against_hosts(DecisionState state, DecisionState? apart, HostState expected)
    {
        await using var bed = await CollectorBed.StartAsync(settings: [("Collector:FailedArtifacts", "fail"), ("Collector:UnknownFiles", "fail"), ("Collector:UnattestedImages", "fail")]);
        var image = await AddImageAsync(bed, state, apart);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/app/program", Program);
        host.Images.Add(new("c1", image.Digest.Text, null));

        (await host.AttestAsync()).State.ShouldBe(expected);
    }

    [Fact]
    public async Task What_is_attested_is_exported_as_an_allow_list_and_what_a_host_measured_too()
    {
        using var folder = new TemporaryFolder();
        await using var bed = await CollectorBed.StartAsync();
        var image = await AddImageAsync(bed, DecisionState.Passed);
        using var host = await SimulatedHost.EnrolledAsync(bed);
        host.Log.AddFile("/usr/bin/a");
        await host.AttestAsync();

        var attested = await AllowListAsync(bed, "v1/host-allow-list");
        attested.ShouldBe([($"/app/program", Digest.Sha256(Program).Hex)]);
        (await AllowListAsync(bed, $"v1/host-allow-list?repository={image.Registry}/{image.Repository}")).ShouldBe(attested);
        (await AllowListAsync(bed, $"v1/host-allow-list?repository={image.Registry}/other")).ShouldBeEmpty();
        (await AllowListAsync(bed, "v1/hosts/node-1/allow-list")).ShouldBe([("/usr/bin/a", Digest.Sha256("/usr/bin/a"u8).Hex)]);
        await bed.GetAsync("v1/hosts/nobody/allow-list", System.Net.HttpStatusCode.NotFound);
        foreach (var wrong in new[] { "app", "/app", "r.example/" })
            await bed.GetAsync($"v1/host-allow-list?repository={wrong}", System.Net.HttpStatusCode.BadRequest);
        using (var agent = await bed.ClientAsync(Hosting.Security.Roles.Agent))
            (await agent.GetAsync(new Uri("v1/host-allow-list", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);

        // Another collector takes it as it is.
        await File.WriteAllTextAsync(folder.File("list.json"), (await bed.GetAsync("v1/host-allow-list")).GetRawText());
        await using var other = await CollectorBed.StartAsync(settings: [("Collector:UnknownFiles", "fail"), ("Collector:AllowLists:0:Path", folder.File("list.json"))]);
        using var second = await SimulatedHost.EnrolledAsync(other);
        second.Log.AddFile("/app/program", Program);
        (await second.AttestAsync()).State.ShouldBe(HostState.Trusted);
    }

    [Theory]
    [InlineData(DecisionState.Failed)]
    [InlineData(DecisionState.Pending)]
    [InlineData(DecisionState.Revoked)]
    public async Task What_is_not_attested_is_on_no_exported_list(DecisionState state)
    {
        await using var bed = await CollectorBed.StartAsync();
        await AddImageAsync(bed, state, DecisionState.Passed);
        (await AllowListAsync(bed, "v1/host-allow-list")).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<(string Path, string? Digest)>> AllowListAsync(CollectorBed bed, string path) =>
        [.. (await bed.GetAsync(path)).GetProperty("digests").EnumerateObject().Select(file => (file.Name, file.Value[0].GetString()))];

    private static IEnumerable<string?> Ids(JsonElement host) => host.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("id").GetString()).Order(StringComparer.Ordinal);

    internal static async Task<EvidenceContent<MeasurementEvidence>> EvidenceAsync(CollectorBed bed, ArtifactDocument image, Func<EvidenceContent<MeasurementEvidence>, bool> until)
    {
        EvidenceContent<MeasurementEvidence>? content = null;
        await Eventually.HoldsAsync(async () =>
        {
            if ((await bed.Store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(image.Id, EvidenceKinds.Measurement, "measurement-collector"), default)) is not { } stored)
                return false;
            content = JsonSerializer.Deserialize<EvidenceContent<MeasurementEvidence>>((await bed.Contents.GetAsync(stored.Document.Content, default))!, DocumentJson.Options)!;
            stored.Document.Verdict.ShouldBe(content.Verdict);
            return until(content);
        });
        return content!;
    }

    /// <summary>As ingestion, scanner and evaluator leave it.</summary>
    internal static async Task<ArtifactDocument> AddImageAsync(CollectorBed bed, DecisionState state, DecisionState? apart = null)
    {
        var (digest, layer, file, now) = (Digest.Sha256("image"u8), Digest.Sha256("layer"u8), Digest.Sha256(Program), bed.Time.GetUtcNow());
        var image = new ArtifactDocument(
            $"r.example/app@{digest}", "r.example", "app", digest, ArtifactKind.Image, "application/vnd.oci.image.manifest.v1+json", null, ["linux/amd64"], ["1"], null, [], [], now, now, null);
        await bed.AddAsync(Collections.Artifacts, image);
        await bed.AddAsync(Collections.Statuses, new StatusDocument(image.Id, image.Registry, image.Repository, digest, state, "a", now, now, DateTimeOffset.MaxValue, 0, now) { ApartFromHosts = apart });
        await bed.AddAsync(Collections.Executables, new ExecutableDocument(ExecutableDocument.KeyOf(file, layer), file, layer, Program.Length, ["app/program"]));
        await bed.AddAsync(Collections.LayerUses, new LayerUseDocument(LayerUseDocument.KeyOf(layer, image.Id), layer, image.Id));
        var executables = new ExecutablesEvidence([new(digest, "linux/amd64", [new("app/program", file, Program.Length, layer, [new(0, 1, "r-x", Digest.Sha256("pages"u8))])])]);
        var content = await bed.Contents.PutAsync(
            JsonSerializer.SerializeToUtf8Bytes(new EvidenceContent<ExecutablesEvidence>(Verdict.Passed, [], executables), DocumentJson.Options), default);
        await bed.AddAsync(Collections.Evidence, new EvidenceDocument(
            EvidenceDocument.KeyOf(image.Id, EvidenceKinds.Executables, "sbom-scanner"), image.Id, digest, EvidenceKinds.Executables, "sbom-scanner", Verdict.Passed, [], content, "application/json", [], now));
        return image;
    }
}
