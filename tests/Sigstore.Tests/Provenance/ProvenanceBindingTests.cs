using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;
using Attestry.Sigstore.InToto;
using Attestry.Sigstore.InToto.Provenance;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Tests.Provenance;

public sealed class ProvenanceBindingTests
{
    private static readonly CertificateClaims Claims = new()
    {
        Issuer = "https://token.actions.githubusercontent.com",
        BuildSignerUri = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main",
        RunnerEnvironment = "github-hosted",
        SourceRepositoryUri = "https://github.com/acme/app",
        SourceRepositoryDigest = "0123456789abcdef0123456789abcdef01234567",
        SourceRepositoryRef = "refs/heads/main",
        RunInvocationUri = "https://github.com/acme/app/actions/runs/77/attempts/1",
    };

    private static readonly BuildProvenance GitHub = ProvenanceReaderTests.Read(PredicateTypes.SlsaProvenanceV1, ProvenanceReaderTests.GitHub);

    private static readonly BuildProvenance Npm = ProvenanceReaderTests.Read(PredicateTypes.SlsaProvenanceV02, ProvenanceReaderTests.Npm);

    [Fact]
    public void What_both_say_alike_is_no_finding()
    {
        ProvenanceBinding.Compare(GitHub, Claims).ShouldBeEmpty();
        ProvenanceBinding.Compare(Npm, Claims).ShouldBeEmpty();
        ProvenanceBinding.Compare(GitHub, new()).ShouldBeEmpty();
        ProvenanceBinding.Compare(Npm with { BuilderId = "https://github.com/actions/runner/github-hosted" }, Claims).ShouldBeEmpty();
    }

    [Fact]
    public void Each_disagreement_is_its_own_finding()
    {
        Disagrees(GitHub, Claims with { SourceRepositoryUri = "https://github.com/acme/fork" }, ProvenanceFindings.SourceMismatch);
        Disagrees(GitHub with { SourceRepository = null }, Claims, ProvenanceFindings.SourceMismatch);
        Disagrees(GitHub, Claims with { SourceRepositoryDigest = new string('f', 40) }, ProvenanceFindings.CommitMismatch);
        Disagrees(GitHub with { SourceCommit = null }, Claims, ProvenanceFindings.CommitMismatch);
        Disagrees(GitHub, Claims with { SourceRepositoryRef = "refs/heads/evil" }, ProvenanceFindings.RefMismatch);
        Disagrees(GitHub, Claims with { RunInvocationUri = "https://github.com/acme/app/actions/runs/78/attempts/1" }, ProvenanceFindings.RunMismatch);
        Disagrees(Npm, Claims with { RunInvocationUri = "https://github.com/acme/app/actions/runs/77/attempts/2" }, ProvenanceFindings.RunMismatch);
        Disagrees(GitHub with { BuilderId = "https://github.com/acme/other/.github/workflows/release.yml@refs/heads/main" }, Claims, ProvenanceFindings.BuilderMismatch);
        Disagrees(Npm with { BuilderId = "https://github.com/actions/runner/github-hosted" }, Claims with { RunnerEnvironment = "self-hosted" }, ProvenanceFindings.BuilderMismatch);
        Disagrees(Npm, Claims with { Issuer = "https://gitlab.com" }, ProvenanceFindings.BuilderMismatch);
    }

    [Fact]
    public void A_builder_may_have_a_workflow_beside_it_sign_and_a_project_s_own_may_not()
    {
        const string generator = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows";
        var claims = Claims with { BuildSignerUri = $"{generator}/delegator_generic_slsa3.yml@refs/tags/v1.6.0" };
        ProvenanceBinding.Compare(GitHub with { BuilderId = $"{generator}/builder_nodejs_slsa3.yml@refs/tags/v1.6.0" }, claims).ShouldBeEmpty();
        Disagrees(GitHub with { BuilderId = $"{generator}/builder_nodejs_slsa3.yml@refs/tags/v1.7.0" }, claims, ProvenanceFindings.BuilderMismatch);
        Disagrees(GitHub with { BuilderId = $"{generator}/builder_nodejs_slsa3.yml@refs/heads/main" }, claims, ProvenanceFindings.BuilderMismatch);
        Disagrees(
            GitHub with { BuilderId = "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1" },
            Claims with { BuildSignerUri = "https://github.com/acme/app/.github/workflows/test.yml@refs/tags/v1" },
            ProvenanceFindings.BuilderMismatch);
    }

    [Fact]
    public void The_level_is_that_of_the_builder_for_its_own_signers()
    {
        TrustedBuilder[] builders =
        [
            new(TextPattern.Exactly("https://github.com/actions/runner"), 2, ["release"], ["**"]),
            new(TextPattern.Matching(@"https://github\.com/acme/app/\.github/workflows/release\.yml@refs/heads/.*"), 3, ["release"], ["**"]),
        ];

        BuildLevels.Of(GitHub, "release", Claims, builders).ShouldBe(3);
        BuildLevels.Of(Npm, "release", Claims, builders).ShouldBe(2);
        BuildLevels.Of(GitHub, "developer", Claims, builders).ShouldBe(1);
        BuildLevels.Of(GitHub with { BuilderId = "https://evil.example" }, "release", Claims, builders).ShouldBe(1);
        BuildLevels.Of(GitHub, "release", Claims with { RunnerEnvironment = "self-hosted" }, builders).ShouldBe(2);
        BuildLevels.Of(GitHub, "release", null, builders).ShouldBe(3);
    }

    private static void Disagrees(BuildProvenance provenance, CertificateClaims claims, string id) =>
        ProvenanceBinding.Compare(provenance, claims).Select(finding => finding.Id).ShouldBe([id]);
}
