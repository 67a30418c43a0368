using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Policy.Rules;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;
using Attestry.Rego.Evaluation;

namespace Attestry.Policy.Tests;

public sealed class RegoPolicyEngineTests
{
    private static readonly ArtifactDocument Image = Sample.Artifact();

    [Fact]
    public void Entries_of_the_entrypoint_and_of_packages_below_it_count_and_no_others()
    {
        var policy = RegoPolicy.Compile("set", Bundled.Bundle(
            ("a.rego", "package attestry\ndeny contains \"top\""),
            ("b.rego", "package attestry.sbom.fresh\nwarn contains \"below\"\ninfo contains \"told\""),
            ("c.rego", "package attestryx\ndeny contains \"beside\""),
            ("d.rego", "package other\ndeny contains \"elsewhere\""),
            ("e_test.rego", "package attestry.x\ndeny contains \"in a test\"")));
        var result = Evaluate(new RegoPolicyEngine(policy, PolicyBudget.Default, TimeProvider.System));
        result.Deny.ShouldBe([new Finding(PolicyFindings.Deny, Severity.High, "top")]);
        result.Warn.ShouldBe([new Finding(PolicyFindings.Warn, Severity.Medium, "below")]);
        result.Info.ShouldBe([new Finding(PolicyFindings.Info, Severity.Info, "told")]);
        result.State.ShouldBe(DecisionState.Failed);
    }

    [Fact]
    public void An_object_gives_its_id_controls_and_evidence()
    {
        var entry = Evaluate("""
            package attestry
            deny contains {"id": "acme.log4j", "msg": "old", "controls": ["NIST-800-218/PW.4"], "evidence": ["pkg:maven/a/b@1", "pkg:maven/a/c@1"]}
            """).Entries.ShouldHaveSingleItem();
        (entry.Finding.Id, entry.Finding.Message, entry.Finding.Location, entry.Set).ShouldBe(("acme.log4j", "old", "pkg:maven/a/b@1", "set"));
        entry.Controls.ShouldBe(["NIST-800-218/PW.4"]);
        entry.Evidence.ShouldBe(["pkg:maven/a/b@1", "pkg:maven/a/c@1"]);
    }

    [Fact]
    public void Controls_come_from_the_nearest_metadata_when_the_entry_has_none()
    {
        var entries = Evaluate("""
            # METADATA
            # scope: package
            # custom:
            #   controls: [of-package]
            package attestry

            # METADATA
            # custom:
            #   id: acme.one
            #   controls: [of-one]
            deny contains {"id": "acme.one", "msg": "1"}

            # METADATA
            # custom:
            #   id: acme.two
            #   controls: [of-two]
            deny contains {"id": "acme.two", "msg": "2"}

            deny contains "3"

            # METADATA
            # custom:
            #   controls: [of-warn]
            warn contains "4"
            """).Entries;
        entries.ToDictionary(e => e.Finding.Message, e => e.Controls.ShouldHaveSingleItem())
            .ShouldBe(new Dictionary<string, string> { ["1"] = "of-one", ["2"] = "of-two", ["3"] = "of-package", ["4"] = "of-warn" }, ignoreOrder: true);
    }

    [Fact]
    public void It_sees_the_evidence_its_settings_and_the_time_of_the_evaluation()
    {
        var engine = Bundled.Engine(
            """
            package attestry
            deny contains found.purl if { some found in input.sbom.packages; found.purl in data.settings.denied }
            warn contains input.now if time.now_ns() == time.parse_rfc3339_ns(input.now)
            """,
            settings: """{"denied":["pkg:npm/x@1"]}""");
        var result = engine.Evaluate(Sample.Good(Image, "pkg:npm/x@1", "pkg:npm/y@1") with { Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) });
        result.Deny.ShouldHaveSingleItem().Message.ShouldBe("pkg:npm/x@1");
        result.Warn.ShouldHaveSingleItem().Message.ShouldBe("2026-03-01T12:00:00.0000000Z");
    }

    [Fact]
    public void Nothing_said_is_a_pass_only_when_the_evidence_is_there()
    {
        const string Policy = "package attestry\ndeny contains \"no\" if false";
        Evaluate(Policy, Sample.Good(Image)).State.ShouldBe(DecisionState.Passed);
        var empty = Evaluate(Policy, Sample.Input(Image));
        empty.RequiredEvidence.ShouldBe([EvidenceKinds.Hygiene, EvidenceKinds.Sbom, EvidenceKinds.Signatures]);
        empty.Deny.Select(f => (f.Id, f.Location)).ShouldBe(
            [(EvidenceFindings.Missing, EvidenceKinds.Hygiene), (EvidenceFindings.Missing, EvidenceKinds.Sbom), (EvidenceFindings.Missing, EvidenceKinds.Signatures)]);
    }

    [Fact]
    public void Required_evidence_is_what_the_packages_name_together()
    {
        var policy = RegoPolicy.Compile("set", Bundled.Bundle(
            ("a.rego", "package attestry\nrequired_evidence contains \"provenance\"\ndeny contains \"x\" if false"),
            ("b.rego", "package attestry.b\nrequired_evidence := [\"sbom\"]")));
        var result = new RegoPolicyEngine(policy, PolicyBudget.Default, TimeProvider.System).Evaluate(Sample.Good(Image));
        result.RequiredEvidence.ShouldBe([EvidenceKinds.Provenance, EvidenceKinds.Sbom]);
        result.Deny.ShouldHaveSingleItem().Location.ShouldBe(EvidenceKinds.Provenance);
        Evaluate("package attestry\nrequired_evidence := []\ndeny contains \"x\" if false", Sample.Input(Image)).State.ShouldBe(DecisionState.Passed);
    }

    [Theory]
    [InlineData("deny contains sprintf(\"%d\", [1 / 0])", PolicyFindings.EvaluationError)]
    [InlineData("deny contains to_number(\"ten\")", PolicyFindings.EvaluationError)]
    [InlineData("x := 1 if true\nx := 2 if true\ndeny contains \"x\" if x == 3", PolicyFindings.EvaluationError)]
    [InlineData("deny contains n if n := count(numbers.range(1, 1000000000))", PolicyFindings.LimitExceeded)]
    [InlineData("deny contains 1", PolicyFindings.Nonsense)]
    [InlineData("deny contains {\"id\": \"a.b\"}", PolicyFindings.Nonsense)]
    [InlineData("deny contains {\"id\": 7, \"msg\": \"m\"}", PolicyFindings.Nonsense)]
    [InlineData("deny := false", PolicyFindings.Nonsense)]
    [InlineData("deny := \"a string alone\"", PolicyFindings.Nonsense)]
    [InlineData("deny contains \"x\" if false\nrequired_evidence := \"sbom\"", PolicyFindings.Nonsense)]
    [InlineData("deny contains \"x\" if false\nrequired_evidence contains \"sboms\"", PolicyFindings.Nonsense)]
    [InlineData("deny contains \"x\"\ngrace := \"soon\"", PolicyFindings.Nonsense)]
    [InlineData("deny contains \"x\"\ngrace := 72", PolicyFindings.Nonsense)]
    public void A_policy_that_breaks_denies(string rules, string finding)
    {
        var result = Evaluate($"package attestry\n{rules}", Sample.Good(Image));
        result.State.ShouldBe(DecisionState.Failed);
        result.Entries.ShouldHaveSingleItem().Finding.Id.ShouldBe(finding, result.Entries[0].Finding.Message);
        result.GraceUntil(DateTimeOffset.UnixEpoch).ShouldBeNull();
    }

    [Fact]
    public void A_policy_that_takes_too_long_denies()
    {
        var engine = Bundled.Engine(
            "package attestry\ndeny contains \"x\" if { some a in numbers.range(1, 5000); some b in numbers.range(1, 5000); some c in numbers.range(1, 5000); a * b * c == 0 }",
            new PolicyBudget(TimeSpan.FromMilliseconds(50), new EvaluationLimits { Steps = long.MaxValue, AllocatedBytes = long.MaxValue }));
        engine.Evaluate(Sample.Good(Image)).Entries.ShouldHaveSingleItem().Finding.Id.ShouldBe(PolicyFindings.TimedOut);
    }

    [Fact]
    public void So_many_entries_that_nobody_reads_them_are_cut_and_still_deny()
    {
        var result = Evaluate("package attestry\ndeny contains sprintf(\"%d\", [n]) if some n in numbers.range(1, 5000)", Sample.Good(Image));
        result.Deny.Count.ShouldBe(201);
        result.Deny[^1].Id.ShouldBe(PolicyFindings.MoreEntries);
        Evaluate("package attestry\ndeny contains concat(\"\", [\"x\" | some n in numbers.range(1, 100000)])", Sample.Good(Image)).Deny[0].Message.Length.ShouldBeLessThan(2100);
    }

    [Theory]
    [InlineData("72h", 72 * 60)]
    [InlineData("1h30m", 90)]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("1970-01-02T00:00:00Z", 24 * 60)]
    [InlineData("99999d", 90 * 24 * 60)]
    public void Grace_is_a_duration_or_a_time(string grace, int minutes) =>
        Evaluate($"package attestry\ndeny contains \"x\"\ngrace := \"{grace}\"").GraceUntil(DateTimeOffset.UnixEpoch).ShouldBe(DateTimeOffset.UnixEpoch.AddMinutes(minutes));

    [Fact]
    public void A_denial_without_grace_ends_what_others_would_let_go_on()
    {
        Evaluate("package attestry.a\ndeny contains \"x\"\ngrace := \"72h\"").GraceUntil(DateTimeOffset.UnixEpoch).ShouldNotBeNull();
        var policy = RegoPolicy.Compile("set", Bundled.Bundle(
            ("a.rego", "package attestry.a\ndeny contains \"x\"\ngrace := \"72h\""),
            ("b.rego", "package attestry.b\ndeny contains \"y\"")));
        Evaluate(new RegoPolicyEngine(policy, PolicyBudget.Default, TimeProvider.System)).GraceUntil(DateTimeOffset.UnixEpoch).ShouldBeNull();
        var inherited = RegoPolicy.Compile("set", Bundled.Bundle(
            ("a.rego", "package attestry\ngrace := \"72h\""),
            ("b.rego", "package attestry.b\ndeny contains \"y\""),
            ("c.rego", "package attestry.c\ndeny contains \"z\"\ngrace := \"1h\"")));
        Evaluate(new RegoPolicyEngine(inherited, PolicyBudget.Default, TimeProvider.System)).GraceUntil(DateTimeOffset.UnixEpoch).ShouldBe(DateTimeOffset.UnixEpoch.AddHours(1));
    }

    [Theory]
    [InlineData("package attestry\nallow := true", "data.attestry", PolicyFindings.EntrypointMissing)]
    [InlineData("package attestry\ndeny contains \"x\"", "data.acme", PolicyFindings.EntrypointMissing)]
    [InlineData("package attestry\ndeny contains \"x\"", "attestry", PolicyFindings.EntrypointMissing)]
    [InlineData("package attestry\ndeny contains x", "data.attestry", PolicyFindings.CompileError)]
    public void What_could_only_pass_everything_is_refused(string rego, string entrypoint, string finding) =>
        Should.Throw<BundleException>(() => RegoPolicy.Compile("set", Bundled.Bundle(("policy.rego", rego)), entrypoint)).Findings[0].Id.ShouldBe(finding);

    [Fact]
    public void The_digest_follows_the_bundle_the_entrypoint_and_the_settings()
    {
        const string Rego = "package attestry\ndeny contains \"x\"";
        var bundle = Bundled.Bundle(("policy.rego", Rego));
        var identity = Bundled.Engine(Rego).Identify(Image, "default");
        identity.Digest.Matches(identity.Document).ShouldBeTrue();
        JsonDocument.Parse(identity.Document).RootElement.GetProperty("bundle").GetString().ShouldBe(bundle.Digest.Text);
        new[]
        {
            identity.Digest,
            Bundled.Engine($"{Rego}\n").Identify(Image, "default").Digest,
            Bundled.Engine(Rego, settings: "{}").Identify(Image, "default").Digest,
            RegoPolicy.Compile("other", bundle).Digest,
            RegoPolicy.Compile("set", Bundled.Bundle(("policy.rego", "package attestry.a\ndeny contains \"x\"")), "data.attestry.a").Digest,
        }.Distinct().Count().ShouldBe(5);
        RegoPolicy.Compile("set", bundle).Digest.ShouldBe(identity.Digest);
    }

    [Fact]
    public void Only_a_policy_that_looks_at_the_clock_is_asked_again_for_time_alone()
    {
        Bundled.Engine("package attestry\ndeny contains \"known\"").Identify(Image, "default").ReadsTime.ShouldBeFalse();
        Bundled.Engine("package attestry\ndeny contains \"x\" if input.now > \"2027\"").Identify(Image, "default").ReadsTime.ShouldBeTrue();
        Bundled.Engine("package attestry\ndeny contains \"x\" if time.now_ns() > 5").Identify(Image, "default").ReadsTime.ShouldBeTrue();
    }

    private static PolicyResult Evaluate(string rego, PolicyInput? input = null) => Bundled.Engine(rego).Evaluate(input ?? Sample.Good(Image));

    private static PolicyResult Evaluate(RegoPolicyEngine engine) => engine.Evaluate(Sample.Good(Image));
}
