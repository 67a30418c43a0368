using Attestry.Contracts.Evidence;
using Attestry.Oci.Manifests;
using Attestry.Oci.Referrers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Evidence.Tests;

/// <summary>Provenance in the shape of GitHub's artifact attestations, signed with a certificate that names the same run.</summary>
public sealed class ProvenanceJudgementTests : IDisposable
{
    private const string Builder = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";

    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private const string Run = "https://github.com/acme/app/actions/runs/77/attempts/1";

    private const string Predicate = $$$"""
        {
          "buildDefinition": {
            "buildType": "https://actions.github.io/buildtypes/workflow/v1",
            "externalParameters": {"workflow": {"ref": "refs/heads/main", "repository": "https://github.com/acme/app", "path": ".github/workflows/release.yml"}},
            "resolvedDependencies": [{"uri": "git+https://github.com/acme/app@refs/heads/main", "digest": {"gitCommit": "{{{Commit}}}"}}]
          },
          "runDetails": {"builder": {"id": "{{{Builder}}}"}, "metadata": {"invocationId": "{{{Run}}}"}}
        }
        """;

    private static readonly Dictionary<int, string> Claims = new()
    {
        [9] = Builder,
        [11] = "github-hosted",
        [12] = "https://github.com/acme/app",
        [13] = Commit,
        [14] = "refs/heads/main",
        [21] = Run,
    };

    private static readonly Digest Image = Digest.Sha256("an image"u8);

    private static readonly TrustedBuilder Hosted = new(TextPattern.Exactly(Builder), 3, ["release"], ["**"]);

    private readonly TestSigstore _sigstore = new();

    public void Dispose() => _sigstore.Dispose();

    [Fact]
    public void Reads_builder_source_commit_run_and_level()
    {
        var content = Judge(Sign());

        (content.Verdict, content.Result.BuildLevel).ShouldBe((Verdict.Passed, 3));
        content.Findings.ShouldBeEmpty();
        var found = content.Result.Provenances.ShouldHaveSingleItem();
        (found.Trusted, found.Signer, found.BuilderId).ShouldBe((true, "release", Builder));
        (found.SourceRepository, found.SourceRef, found.SourceCommit).ShouldBe(("https://github.com/acme/app", "refs/heads/main", Commit));
        found.InvocationId.ShouldBe(Run);
        found.Materials.ShouldHaveSingleItem().Digests["gitCommit"].ShouldBe(Commit);
        found.SignedDigest.ShouldBe(Image);
        (found.Claims["sourceRepositoryDigest"], found.Claims["runnerEnvironment"]).ShouldBe((Commit, "github-hosted"));
    }

    [Theory]
    [InlineData(12, "https://github.com/acme/fork", ProvenanceFindings.SourceMismatch)]
    [InlineData(13, "ffffffffffffffffffffffffffffffffffffffff", ProvenanceFindings.CommitMismatch)]
    [InlineData(14, "refs/heads/evil", ProvenanceFindings.RefMismatch)]
    [InlineData(21, "https://github.com/acme/app/actions/runs/78/attempts/1", ProvenanceFindings.RunMismatch)]
    [InlineData(9, "https://github.com/acme/app/.github/workflows/test.yml@refs/heads/main", ProvenanceFindings.BuilderMismatch)]
    public void A_provenance_that_contradicts_its_certificate_proves_nothing(int claim, string value, string id)
    {
        var content = Judge(Sign(claims: new(Claims) { [claim] = value }));

        (content.Verdict, content.Result.BuildLevel).ShouldBe((Verdict.Failed, 0));
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(id);
        content.Result.Provenances.ShouldHaveSingleItem().Trusted.ShouldBeFalse();
    }

    [Fact]
    public void A_builder_of_whom_nothing_is_configured_has_level_1()
    {
        var content = Judge(Sign(), []);

        (content.Verdict, content.Result.BuildLevel).ShouldBe((Verdict.Passed, 1));
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.BuilderUntrusted);
    }

    [Fact]
    public void A_self_hosted_runner_caps_the_level()
    {
        var content = Judge(Sign(claims: new(Claims) { [11] = "self-hosted" }));

        content.Result.BuildLevel.ShouldBe(2);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.SelfHosted);
    }

    [Fact]
    public void A_stranger_s_provenance_and_one_about_another_image_are_not_trusted()
    {
        foreach (var bundle in new[] { Sign(subject: Digest.Sha256("another"u8)), Sign(leaf: new() { Subject = "https://github.com/evil/app/.github/workflows/a.yml@refs/heads/main" }) })
        {
            var content = Judge(bundle);
            (content.Verdict, content.Result.BuildLevel).ShouldBe((Verdict.Failed, 0));
            content.Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.Untrusted);
            content.Result.Provenances.ShouldHaveSingleItem().BuilderId.ShouldBeNull();
        }
    }

    [Fact]
    public void A_predicate_that_is_none_and_no_predicate_at_all_fail()
    {
        Judge(Sign(predicate: "{}")).Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.Malformed);
        Judge([]).Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.Missing);
    }

    private byte[] Sign(string predicate = Predicate, Dictionary<int, string>? claims = null, Digest? subject = null, TestLeaf? leaf = null) =>
        System.Text.Encoding.UTF8.GetBytes(_sigstore.Sign([], new()
        {
            Leaf = (leaf ?? new()) with { Claims = claims ?? Claims },
            Envelope = true,
            Kind = "dsse",
            Subject = subject ?? Image,
            Predicate = predicate,
        }).ToJsonString());

    private EvidenceContent<ProvenanceEvidence> Judge(byte[] bundle, IReadOnlyList<TrustedBuilder>? builders = null)
    {
        var scope = new TrustScope([], [new("release", TestSigstore.Identity, ["**"])], _sigstore.Root(), new(), TestSigstore.SignedAt.AddHours(1)) { Builders = builders ?? [Hosted] };
        var judgement = new SignatureJudgement(Image, scope);
        var layer = new Descriptor(BundleMediaTypes.V03, Digest.Sha256(bundle), bundle.Length);
        judgement.Add(new AttachedContents(Image, bundle.Length == 0 ? [] : [new(Digest.Sha256("manifest"u8), false, layer, bundle, null)], []));
        return judgement.ConcludeProvenance();
    }
}
