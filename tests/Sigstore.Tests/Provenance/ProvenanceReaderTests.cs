using System.Text;
using System.Text.Json.Nodes;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.InToto.Provenance;

namespace Attestry.Sigstore.Tests.Provenance;

public sealed class ProvenanceReaderTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The shape of GitHub's artifact attestations.</summary>
    internal const string GitHub = $$$"""
        {
          "buildDefinition": {
            "buildType": "https://actions.github.io/buildtypes/workflow/v1",
            "externalParameters": {"workflow": {"ref": "refs/heads/main", "repository": "https://github.com/acme/app", "path": ".github/workflows/release.yml"}},
            "internalParameters": {"github": {"event_name": "push", "repository_id": "1", "repository_owner_id": "2", "runner_environment": "github-hosted"}},
            "resolvedDependencies": [{"uri": "git+https://github.com/acme/app@refs/heads/main", "digest": {"gitCommit": "{{{Commit}}}"}}]
          },
          "runDetails": {
            "builder": {"id": "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main"},
            "metadata": {"invocationId": "https://github.com/acme/app/actions/runs/77/attempts/1", "startedOn": "2026-03-01T11:59:00Z"}
          }
        }
        """;

    /// <summary>The shape of npm's provenance.</summary>
    internal const string Npm = $$$"""
        {
          "buildType": "https://github.com/npm/cli/gha/v2",
          "builder": {"id": "https://github.com/actions/runner"},
          "invocation": {
            "configSource": {"uri": "git+https://github.com/acme/app@refs/heads/main", "digest": {"sha1": "{{{Commit}}}"}, "entryPoint": ".github/workflows/release.yml"},
            "parameters": {}, "environment": {"GITHUB_RUN_ID": "77"}
          },
          "metadata": {"buildInvocationId": "77-1", "completeness": {"parameters": false}, "reproducible": false},
          "materials": [{"uri": "git+https://github.com/acme/app@refs/heads/main", "digest": {"sha1": "{{{Commit}}}"}}]
        }
        """;

    [Fact]
    public void Reads_v1()
    {
        var read = Read(PredicateTypes.SlsaProvenanceV1, GitHub);

        read.BuilderId.ShouldBe("https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main");
        (read.SourceRepository, read.SourceRef, read.SourceCommit).ShouldBe(("https://github.com/acme/app", "refs/heads/main", Commit));
        read.InvocationId.ShouldBe("https://github.com/acme/app/actions/runs/77/attempts/1");
        (read.StartedOn, read.FinishedOn).ShouldBe((new DateTimeOffset(2026, 3, 1, 11, 59, 0, TimeSpan.Zero), null));
        read.Materials.ShouldHaveSingleItem().Digests["gitCommit"].ShouldBe(Commit);
    }

    [Fact]
    public void Reads_v0_2()
    {
        var read = Read(PredicateTypes.SlsaProvenanceV02, Npm);

        (read.BuilderId, read.BuildType).ShouldBe(("https://github.com/actions/runner", "https://github.com/npm/cli/gha/v2"));
        (read.SourceRepository, read.SourceRef, read.SourceCommit).ShouldBe(("https://github.com/acme/app", "refs/heads/main", Commit));
        read.InvocationId.ShouldBe("77-1");
    }

    [Theory]
    [InlineData("git+https://github.com/acme/app@refs/heads/main", "https://github.com/acme/app", "refs/heads/main")]
    [InlineData("https://GitHub.com/acme/App.git", "https://github.com/acme/App", null)]
    [InlineData("git+ssh://git@github.com/acme/app.git@refs/tags/v1", "ssh://github.com/acme/app", "refs/tags/v1")]
    [InlineData("https://github.com/acme/app.git#refs/heads/main:sub/folder", "https://github.com/acme/app", "refs/heads/main")]
    [InlineData("https://git.example:8443/acme/app/", "https://git.example:8443/acme/app", null)]
    [InlineData("https://github.com/acme/app%2fevil", "https://github.com/acme/app%2fevil", null)]
    public void Tells_repository_and_ref(string uri, string repository, string? reference) =>
        SourceLocation.Parse(uri).ShouldBe(new SourceLocation(repository, reference));

    [Theory]
    [InlineData("")]
    [InlineData("acme/app")]
    [InlineData("pkg:npm/app@1")]
    public void What_is_no_address_has_no_repository(string uri) => SourceLocation.Parse(uri).ShouldBeNull();

    [Fact]
    public void Finds_the_source_where_each_build_type_puts_it()
    {
        foreach (var parameters in new[]
        {
            """{"source": {"uri": "git+https://github.com/acme/app@refs/heads/main"}}""",
            """{"source": "git+https://github.com/acme/app@refs/heads/main"}""",
            """{"configSource": {"uri": "https://github.com/acme/app.git#refs/heads/main"}}""",
            """{"buildConfigSource": {"repository": "https://github.com/acme/app", "ref": "refs/heads/main"}}""",
            "{}",
        })
        {
            var predicate = JsonNode.Parse(GitHub)!;
            predicate["buildDefinition"]!["externalParameters"] = JsonNode.Parse(parameters);
            var read = Read(PredicateTypes.SlsaProvenanceV1, predicate.ToJsonString());
            (read.SourceRepository, read.SourceRef, read.SourceCommit).ShouldBe(("https://github.com/acme/app", "refs/heads/main", Commit), parameters);
        }
    }

    [Fact]
    public void A_commit_of_another_repository_is_not_the_source_s()
    {
        var predicate = JsonNode.Parse(GitHub)!;
        predicate["buildDefinition"]!["resolvedDependencies"]![0]!["uri"] = "git+https://github.com/acme/other@refs/heads/main";
        Read(PredicateTypes.SlsaProvenanceV1, predicate.ToJsonString()).SourceCommit.ShouldBeNull();
    }

    [Fact]
    public void Refuses_what_is_not_of_its_shape()
    {
        Refused(PredicateTypes.SlsaProvenanceV1, "{}");
        Refused(PredicateTypes.SlsaProvenanceV1, "[]");
        Refused(PredicateTypes.SlsaProvenanceV02, GitHub);
        Refused("https://slsa.dev/provenance/v9", GitHub);
        Refused(PredicateTypes.SlsaProvenanceV1, GitHub.Replace("\"id\": \"https", "\"id\": \"\", \"x\": \"https", StringComparison.Ordinal));
        Refused(PredicateTypes.SlsaProvenanceV1, GitHub.Replace("2026-03-01T11:59:00Z", "yesterday", StringComparison.Ordinal));
        Refused(PredicateTypes.SlsaProvenanceV1, GitHub.Replace($"\"{Commit}\"", "1", StringComparison.Ordinal));
        Refused(PredicateTypes.SlsaProvenanceV1, GitHub.Replace("/runs/77/", $"/{new string('7', ProvenanceLimits.TextCharacters)}/", StringComparison.Ordinal));
        Refused(PredicateTypes.SlsaProvenanceV02, Npm.Replace("\"builder\"", "\"builder\": {\"id\": \"two\"}, \"builder\"", StringComparison.Ordinal));
        var many = string.Join(',', Enumerable.Repeat("{}", ProvenanceLimits.Materials + 1));
        Refused(PredicateTypes.SlsaProvenanceV02, $$"""{"builder":{"id":"b"},"buildType":"t","materials":[{{many}}]}""");
    }

    [Theory]
    [InlineData("https://spdx.dev/Document", "spdx")]
    [InlineData("https://spdx.dev/Document/v2.3", "spdx")]
    [InlineData("https://cyclonedx.org/bom/v1.6", "cyclonedx")]
    [InlineData("https://cyclonedx.org/bombs", "custom")]
    [InlineData("https://slsa.dev/provenance/v0.2", "slsa-provenance-v0.2")]
    [InlineData("https://slsa.dev/verification_summary/v1", "vsa")]
    [InlineData("https://cosign.sigstore.dev/attestation/vuln/v1", "vuln")]
    [InlineData("https://cosign.sigstore.dev/attestation/v1", "custom")]
    [InlineData("https://example.com/anything", "custom")]
    public void Calls_predicates_by_name(string type, string name) => PredicateTypes.NameOf(type).ShouldBe(name);

    internal static BuildProvenance Read(string type, string predicate)
    {
        var (read, finding) = ProvenanceReader.Read(Statement(type, predicate));
        return read.ShouldNotBeNull(finding?.Message);
    }

    private static void Refused(string type, string predicate)
    {
        var (read, finding) = ProvenanceReader.Read(Statement(type, predicate));
        read.ShouldBeNull(predicate);
        finding!.Id.ShouldBe(ProvenanceFindings.Malformed);
    }

    private static byte[] Statement(string type, string predicate) =>
        Encoding.UTF8.GetBytes($$"""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"{{type}}","predicate":{{predicate}}}""");
}
