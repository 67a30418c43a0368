using System.Text;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Policy.BuiltIn;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.Tests;

public sealed class BuiltInPolicyTests
{
    private static readonly ArtifactDocument Image = Sample.Artifact();

    private static readonly Digest[] Children = [Digest.Sha256("amd64"u8), Digest.Sha256("arm64"u8)];

    private static readonly ArtifactDocument Index = Sample.Artifact(Digest.Sha256("index"u8), ArtifactKind.Index, children: Children);

    private static readonly PolicyOptions Strict = new()
    {
        DenyList =
        [
            new() { Package = "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0", Reason = "CVE-2021-44228" },
            new() { Package = "pkg:npm/event-stream", Reason = "taken over in 2018" },
        ],
    };

    [Fact]
    public void Passes_when_every_rule_is_satisfied()
    {
        var result = Evaluate(Sample.Good(Image, "pkg:deb/debian/openssl@3.0.11"));
        result.State.ShouldBe(DecisionState.Passed);
        result.Deny.ShouldBeEmpty();
        result.Warn.ShouldBeEmpty();
        result.RequiredEvidence.ShouldBe([EvidenceKinds.Signatures, EvidenceKinds.Sbom, EvidenceKinds.Hygiene]);
    }

    [Fact]
    public void Without_evidence_every_kind_is_counted_against_it()
    {
        var result = Evaluate(Sample.Input(Image));
        result.State.ShouldBe(DecisionState.Failed);
        result.Deny.Select(f => (f.Id, f.Location, f.Severity)).ShouldBe(
        [
            (EvidenceFindings.Missing, EvidenceKinds.Signatures, Severity.High),
            (EvidenceFindings.Missing, EvidenceKinds.Sbom, Severity.High),
            (EvidenceFindings.Missing, EvidenceKinds.Hygiene, Severity.High),
        ]);
    }

    [Fact]
    public void Denies_an_unsigned_image()
    {
        var none = Sample.Good(Image) with { Signatures = [new("producer", Image.Digest, new(Verdict.Failed, [new(SignatureFindings.Missing, Severity.High, "")], new([])))] };
        var finding = Evaluate(none).Deny.ShouldHaveSingleItem();
        finding.Id.ShouldBe(PolicyFindings.NotSigned);
        finding.Message.ShouldBe("It is not signed: signature.missing.");
    }

    [Fact]
    public void Denies_a_valid_signature_by_a_key_that_is_not_trusted()
    {
        var stranger = Sample.Good(Image) with { Signatures = [new("producer", Image.Digest, new(Verdict.Failed, [], Sample.Signatures(Image, trusted: false)))] };
        Evaluate(stranger).Deny.ShouldHaveSingleItem().Message.ShouldContain("None of its 1 signatures is by a key that this repository trusts: signature.key-untrusted");
    }

    [Fact]
    public void A_trusted_signature_counts_beside_bad_ones()
    {
        var both = new SignaturesEvidence([.. Sample.Signatures(Image, trusted: false).Signatures, .. Sample.Signatures(Image).Signatures]);
        var input = Sample.Good(Image) with { Signatures = [new("producer", Image.Digest, new(Verdict.Warned, [], both))] };
        Evaluate(input).State.ShouldBe(DecisionState.Passed);
    }

    [Theory]
    [InlineData(Verdict.NotEvaluated)]
    [InlineData(Verdict.Failed)]
    [InlineData((Verdict)99)]
    public void A_check_that_was_not_made_or_failed_satisfies_nothing_whatever_it_says(Verdict verdict)
    {
        var input = Sample.Input(
            Image,
            new(verdict, [], Sample.Signatures(Image)),
            new(verdict, [], Sample.Sbom(Image)),
            new(verdict, [], Sample.Hygiene(Image)));
        var ids = Evaluate(input).Deny.Select(f => f.Id).ToList();
        ids.ShouldContain(PolicyFindings.NotSigned);
        ids.Count(id => id == (verdict == Verdict.Failed ? EvidenceFindings.Failed : EvidenceFindings.NotEvaluated)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Unreadable_evidence_is_not_evidence()
    {
        var input = Sample.Good(Image) with { Sboms = [], Unreadable = [EvidenceKinds.Sbom] };
        Evaluate(input).Deny.ShouldHaveSingleItem().Id.ShouldBe(EvidenceFindings.Unreadable);
    }

    [Theory]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0?type=jar", true)]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", false)]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-api@2.14.0", false)]
    [InlineData("pkg:npm/event-stream@3.3.6", true)]
    [InlineData("pkg:npm/event-stream", true)]
    [InlineData("pkg:npm/%40evil/event-stream@1", false)]
    public void Denies_what_is_on_the_list(string purl, bool denied)
    {
        var result = Evaluate(Sample.Good(Image, "pkg:deb/debian/openssl@3.0.11", purl));
        result.State.ShouldBe(denied ? DecisionState.Failed : DecisionState.Passed);
        if (denied)
        {
            var finding = result.Deny.ShouldHaveSingleItem();
            (finding.Id, finding.Location).ShouldBe((PolicyFindings.PackageDenied, purl));
            finding.Message.ShouldContain("linux/amd64");
        }
    }

    [Fact]
    public void A_denied_package_in_one_platform_denies_the_index()
    {
        var sbom = Sample.Sbom(Index);
        var arm = sbom.Platforms[1] with { Packages = [Sample.Package("pkg:npm/event-stream@3.3.6")] };
        var input = Sample.Good(Index) with { Sboms = [new("producer", Index.Digest, Sample.Passed(sbom with { Platforms = [sbom.Platforms[0], arm] }))] };
        Evaluate(Sample.Good(Index)).State.ShouldBe(DecisionState.Passed);
        Evaluate(input).Deny.ShouldHaveSingleItem().Message.ShouldContain("(linux/arm64/v1)");
    }

    [Fact]
    public void Every_platform_of_an_index_must_be_covered()
    {
        var input = Sample.Good(Index) with
        {
            Sboms = [new("producer", Index.Digest, Sample.Passed(new SbomEvidence("1", [Sample.Sbom(Index).Platforms[0]])))],
            Hygiene = [new("producer", Index.Digest, Sample.Passed(new HygieneEvidence([Sample.Hygiene(Index).Platforms[1]])))],
        };
        Evaluate(input).Deny.Select(f => (f.Id, f.Location)).ShouldBe(
            [(EvidenceFindings.PlatformMissing, Children[1].Text), (EvidenceFindings.PlatformMissing, Children[0].Text)]);
    }

    [Fact]
    public void An_index_without_images_satisfies_nothing() =>
        Evaluate(Sample.Good(Index with { Children = [] })).Deny.Select(f => f.Id).Distinct().ShouldBe([EvidenceFindings.PlatformMissing]);

    [Theory]
    [InlineData(true, PolicyFindings.RunsAsRoot)]
    [InlineData(null, PolicyFindings.UserUnknown)]
    public void Denies_root_and_what_may_be_root(bool? root, string id)
    {
        var hygiene = Sample.Hygiene(Index);
        var input = Sample.Good(Index) with
        {
            Hygiene = [new("producer", Index.Digest, Sample.Passed(new HygieneEvidence([hygiene.Platforms[0], hygiene.Platforms[1] with { RunsAsRoot = root, User = "app" }])))],
        };
        var finding = Evaluate(input).Deny.ShouldHaveSingleItem();
        (finding.Id, finding.Location).ShouldBe((id, "linux/arm64/v1"));
    }

    [Fact]
    public void A_warning_does_not_deny_and_an_off_rule_asks_for_nothing()
    {
        var policy = new BuiltInPolicy(Strict with { TrustedSignature = RuleEffect.Warn, NonRoot = RuleEffect.Off });
        var result = policy.Evaluate(Sample.Good(Image) with { Signatures = [], Hygiene = [], Evidence = [new(EvidenceKinds.Sbom, "producer", Image.Digest)] });
        result.State.ShouldBe(DecisionState.Warned);
        result.Warn.ShouldHaveSingleItem().ShouldBe(new(EvidenceFindings.Missing, Severity.Medium, "There is no signatures evidence.", EvidenceKinds.Signatures));
        result.RequiredEvidence.ShouldBe([EvidenceKinds.Signatures, EvidenceKinds.Sbom]);
    }

    [Fact]
    public void An_empty_deny_list_alone_needs_no_evidence() =>
        new BuiltInPolicy(new() { TrustedSignature = RuleEffect.Deny, Sbom = RuleEffect.Off, NonRoot = RuleEffect.Off }).Identify(Image, PolicyInput.DefaultEnvironment).Reads.ShouldBe([EvidenceKinds.Signatures]);

    [Fact]
    public void The_first_matching_repository_deviates_and_its_digest_with_it()
    {
        var options = Strict with
        {
            Repositories =
            [
                new() { Pattern = "registry.example/acme/dev/**", TrustedSignature = RuleEffect.Warn },
                new() { Pattern = "registry.example/acme/**", NonRoot = RuleEffect.Off },
            ],
        };
        var policy = new BuiltInPolicy(options);
        var (dev, acme, other) = (Sample.Artifact(repository: "acme/dev/app"), Sample.Artifact(repository: "acme/app"), Sample.Artifact(repository: "other/app"));
        policy.Evaluate(Sample.Input(dev)).Warn.ShouldHaveSingleItem().Location.ShouldBe(EvidenceKinds.Signatures);
        policy.Evaluate(Sample.Input(dev)).State.ShouldBe(DecisionState.Failed);
        policy.Evaluate(Sample.Input(acme)).RequiredEvidence.ShouldBe([EvidenceKinds.Signatures, EvidenceKinds.Sbom]);
        new[] { dev, acme, other }.Select(a => policy.Identify(a, PolicyInput.DefaultEnvironment).Digest).Distinct().Count().ShouldBe(3);
        policy.Identify(other, PolicyInput.DefaultEnvironment).Digest.ShouldBe(new BuiltInPolicy(Strict).Identify(other, PolicyInput.DefaultEnvironment).Digest);
    }

    [Fact]
    public void The_digest_is_that_of_the_document_and_follows_every_setting_but_not_their_order()
    {
        var identity = new BuiltInPolicy(Strict).Identify(Image, PolicyInput.DefaultEnvironment);
        identity.Digest.Matches(identity.Document).ShouldBeTrue();
        using var document = JsonDocument.Parse(identity.Document);
        document.RootElement.GetProperty("trustedSignature").GetString().ShouldBe("deny");
        document.RootElement.GetProperty("version").GetInt32().ShouldBe(BuiltInPolicy.Version);
        Of(Strict with { DenyList = [.. Strict.DenyList.Reverse()] }).ShouldBe(identity.Digest);
        PolicyOptions[] others =
        [
            Strict with { TrustedSignature = RuleEffect.Warn },
            Strict with { Sbom = RuleEffect.Warn },
            Strict with { DeniedPackages = RuleEffect.Warn },
            Strict with { NonRoot = RuleEffect.Warn },
            Strict with { DenyList = [Strict.DenyList[0]] },
            Strict with { DenyList = [Strict.DenyList[0], Strict.DenyList[1] with { Reason = "other" }] },
        ];
        others.Select(Of).Append(identity.Digest).Distinct().Count().ShouldBe(7);

        static Digest Of(PolicyOptions options) => new BuiltInPolicy(options).Identify(Image, PolicyInput.DefaultEnvironment).Digest;
    }

    [Fact]
    public void A_wildcard_that_hits_everything_keeps_the_decision_short()
    {
        var policy = new BuiltInPolicy(new() { DenyList = [new() { Package = "pkg:npm/**", Reason = "no npm" }] });
        var result = policy.Evaluate(Sample.Good(Image, [.. Enumerable.Range(0, 30_000).Select(i => $"pkg:npm/%40a/p{i}@1")]));
        result.Deny.Count.ShouldBe(PolicyLimits.DeniedPackages + 1);
        result.Deny[^1].Message.ShouldBe("29900 more packages are denied.");
    }

    [Fact]
    public void A_long_list_over_many_packages_is_quick()
    {
        var policy = new BuiltInPolicy(new() { DenyList = [.. Enumerable.Range(0, 5_000).Select(i => new DeniedPackage { Package = $"pkg:npm/bad-{i}", Reason = "bad" })] });
        var input = Sample.Good(Image, [.. Enumerable.Range(0, 30_000).Select(i => $"pkg:npm/good-{i}@1"), "pkg:npm/bad-4999@1"]);
        ProcessorTime.Of(() => policy.Evaluate(input).Deny.ShouldHaveSingleItem()).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Text_from_an_image_is_made_safe_in_messages()
    {
        var hostile = Sample.Good(Image) with
        {
            Hygiene = [new("producer", Image.Digest, Sample.Passed(new HygieneEvidence([new(Image.Digest, "linux/amd64", "root\n\u001b[31m" + new string('x', 1000), true)])))],
        };
        var message = Evaluate(hostile).Deny.ShouldHaveSingleItem().Message;
        message.ShouldNotContain("\n");
        message.ShouldNotContain("\u001b");
        Encoding.UTF8.GetByteCount(message).ShouldBeLessThan(200);
    }

    private static PolicyResult Evaluate(PolicyInput input) => new BuiltInPolicy(Strict).Evaluate(input);
}
