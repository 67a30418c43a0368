using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Conformance;

/// <summary>The policy that speed is measured with must first of all be answered as OPA answers it.</summary>
public class AdmissionPolicyTests
{
    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public void Answers_the_admission_policy_as_OPA_does(string name)
    {
        if (Corpora.Path("rego-bench") is not { } folder)
            return;
        var policy = RegoParser.ParseModule(File.ReadAllText(Path.Combine(folder, "policy.rego")), "policy.rego");
        var query = RegoCompiler.Compile([policy]).Prepare(
            """
            x := {"aff": count(data.admission.affected), "allow": data.admission.allow, "deny": data.admission.deny, "summary": data.admission.summary}
            """);

        var results = query.Evaluate(new EvaluationRequest
        {
            Time = TimeProvider.System,
            Input = RegoJson.Parse(File.ReadAllBytes(Path.Combine(folder, $"input-{name}.json"))),
            Data = (RegoObject)RegoJson.Parse(File.ReadAllBytes(Path.Combine(folder, "data.json"))),
        });

        var wanted = RegoJson.Parse(File.ReadAllBytes(Path.Combine(folder, $"expect-{name}.json")));
        results.Single()["x"]!.ToString().ShouldBe(wanted.ToString());
    }
}
