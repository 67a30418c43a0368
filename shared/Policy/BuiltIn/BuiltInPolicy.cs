using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.BuiltIn;

/// <summary>The rules of <see cref="Rule.All"/>, each with the effect that <see cref="PolicyOptions"/> gives it.</summary>
public sealed class BuiltInPolicy(PolicyOptions options) : IPolicyEngine
{
    /// <summary>As the decision names it among policy sets.</summary>
    public const string SetName = "built-in";

    public const string Id = "https://attestry.dev/policies/" + SetName;

    /// <summary>Of the rules' code: it grows when one comes to judge otherwise, so that decisions under the old one differ by digest.</summary>
    public const int Version = 1;

    private readonly DenyList _denied = new(options.DenyList);

    public PolicyIdentity Identify(ArtifactDocument artifact, string environment)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return Identify(RulesFor(artifact));
    }

    public PolicyResult Evaluate(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rules = RulesFor(input.Artifact);
        var policy = Identify(rules);
        return new(
            policy,
            [
                .. Entries(DecisionEffect.Deny, Findings(input, rules, RuleEffect.Deny, Severity.High)),
                .. Entries(DecisionEffect.Warn, Findings(input, rules, RuleEffect.Warn, Severity.Medium)),
                .. Entries(DecisionEffect.Info, Background(input).Take(PolicyLimits.RepeatedFindings)),
            ],
            policy.Reads);
    }

    private static IEnumerable<DecisionEntry> Entries(DecisionEffect effect, IEnumerable<Finding> findings) =>
        findings.Select(finding => new DecisionEntry(effect, finding, SetName, Controls: [], Evidence: []));

    private PolicyRules RulesFor(ArtifactDocument artifact) => options.Of($"{artifact.Registry}/{artifact.Repository}");

    private List<Finding> Findings(PolicyInput input, PolicyRules rules, RuleEffect effect, Severity severity) =>
    [
        .. Rule.All
            .Where(rule => rule.Effect(rules) == effect)
            .SelectMany(rule => rule.Judge(input, _denied))
            .Select(finding => finding with { Severity = severity })
            .Distinct(),
    ];

    private static IEnumerable<Finding> Background(PolicyInput input) =>
        input.Signatures.SelectMany(evidence => evidence.Content.Findings)
            .Concat(input.Sboms.SelectMany(evidence => evidence.Content.Findings))
            .Concat(input.Hygiene.SelectMany(evidence => evidence.Content.Findings))
            .Distinct();

    private static PolicyIdentity Identify(PolicyRules rules)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(rules, ContractJson.Options);
        string[] reads = [.. Rule.All.Where(rule => rule.Effect(rules) != RuleEffect.Off).Select(rule => rule.Kind).Distinct()];
        return new(Id, Digest.Sha256(document), document, reads);
    }
}
