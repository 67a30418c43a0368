namespace Attestry.Cli.Tests.Policies;

public sealed class PolicyAdmitTests : IDisposable
{
    private const string Pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: web, image: docker.io/web}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Denies_with_the_constraint_and_its_reason()
    {
        var run = await Run.HereAsync("policy", "admit", "--templates", Policies(), "--review", Write("pod.yaml", Pod));
        run.Code.ShouldBe(ExitCode.Fail, run.Error);
        run.Out.ShouldBe("denied  Pod shop/web  (1 constraints)\n  deny  TrustedRepos/ours: web is not from ours\n");
    }

    [Fact]
    public async Task Admits_what_nothing_is_against()
    {
        var run = await Run.HereAsync([], Pod.Replace("docker.io", "registry.example", StringComparison.Ordinal), "policy", "admit", "-t", Policies(), "-r", "-");
        run.Code.ShouldBe(ExitCode.Pass, run.Error);
        run.Out.ShouldBe("allowed  Pod shop/web  (1 constraints)\n");
    }

    [Fact]
    public async Task Answers_an_admission_review_as_json()
    {
        var review = Write("review.json", """{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"operation": "CREATE", "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": "web", "image": "docker.io/web"}]}}}}""");
        var run = await Run.HereAsync("policy", "admit", "-t", Policies("warn"), "-r", review, "--format", "json");
        run.Code.ShouldBe(ExitCode.Pass, run.Error);
        run.Json().GetProperty("allowed").GetBoolean().ShouldBeTrue();
        var violation = run.Json().GetProperty("reviews")[0].GetProperty("violations")[0];
        violation.GetProperty("action").GetString().ShouldBe("warn");
        violation.GetProperty("message").GetString().ShouldBe("web is not from ours");
        violation.GetProperty("details").GetProperty("image").GetString().ShouldBe("docker.io/web");
        violation.GetProperty("constraint").GetProperty("name").GetString().ShouldBe("ours");
    }

    [Fact]
    public async Task Knows_a_namespace_by_file_or_from_the_inventory()
    {
        var policies = Policies(match: "{namespaceSelector: {matchLabels: {tier: gold}}}");
        var ns = Write("ns.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {tier: tin}}}");
        var pod = Write("pod.yaml", Pod);
        (await Run.HereAsync("policy", "admit", "-t", policies, "-r", pod)).Out.ShouldContain("could not be judged");
        (await Run.HereAsync("policy", "admit", "-t", policies, "-r", pod, "--namespace-object", ns)).Out.ShouldContain("(0 constraints)");
        (await Run.HereAsync("policy", "admit", "-t", policies, "-r", pod, "--inventory", ns)).Out.ShouldContain("(0 constraints)");
    }

    [Fact]
    public async Task Gives_no_answer_by_policies_that_cannot_all_be_used()
    {
        var pod = Write("pod.yaml", Pod);
        var broken = Write("broken.yaml", File.ReadAllText(Policies()).Replace("violation[", "warning[", StringComparison.Ordinal));
        (await Run.HereAsync("policy", "admit", "-t", broken, "-r", pod)).ShouldBeError("gatekeeper.template-invalid", "gatekeeper.template-missing");
        (await Run.HereAsync("policy", "admit", "-t", pod, "-r", pod)).ShouldBeError("no constraint");
        (await Run.HereAsync("policy", "admit", "-t", Policies(), "-r", Write("empty.yaml", ""))).ShouldBeError("no object");
        (await Run.HereAsync("policy", "admit", "-t", Policies(), "-r", _folder.File("none.yaml"))).ShouldBeError("none.yaml");
        (await Run.HereAsync("policy", "admit", "-r", pod)).ShouldBeError("--templates");
    }

    [Fact]
    public async Task Help_shows_how() => (await Run.HereAsync("policy", "admit", "--help")).Out.ShouldContain("attestry policy admit --templates policies/gatekeeper --review pod.yaml");

    private string Policies(string action = "deny", string match = "{}") => Write("policies.yaml",
        $$"""
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: trustedrepos}
        spec:
          crd: {spec: {names: {kind: TrustedRepos} } }
          targets:
            - target: admission.k8s.gatekeeper.sh
              rego: |
                package trusted
                violation[{"msg": msg, "details": {"image": c.image} }] {
                  c := input.review.object.spec.containers[_]
                  not startswith(c.image, "registry.example/")
                  msg := sprintf("%s is not from ours", [c.name])
                }
        ---
        apiVersion: constraints.gatekeeper.sh/v1beta1
        kind: TrustedRepos
        metadata: {name: ours}
        spec:
          enforcementAction: {{action}}
          match: {{match}}
        """);

    private string Write(string name, string text)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
