using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego;
using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>Asks a compiled policy. Whatever goes wrong in it is an entry that denies: a policy that breaks never passes anything.</summary>
/// <param name="time">Measures how long it takes; what the policy sees is <see cref="PolicyInput.Now"/>.</param>
public sealed class RegoPolicyEngine(RegoPolicy policy, PolicyBudget budget, TimeProvider time) : IPolicyEngine
{
    /// <summary>What is awaited when the policy does not say; every installation records these.</summary>
    public static readonly IReadOnlyList<string> DefaultEvidence = [EvidenceKinds.Hygiene, EvidenceKinds.Sbom, EvidenceKinds.Signatures];

    private readonly PolicyIdentity _identity = new(PolicyIds.Of([policy.Name]), policy.Digest, policy.Document, EvidenceKinds.All) { ReadsTime = policy.ReadsTime };

    public PolicyIdentity Identify(ArtifactDocument artifact, string environment) => _identity;

    public PolicyResult Evaluate(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Evaluate(input.Document, [.. input.Evidence.Select(evidence => evidence.Kind).Distinct()], input.Now);
    }

    /// <summary>The same with an input document that is made already, as a server hands it out.</summary>
    /// <param name="recorded">Kinds of evidence that are there and can be read.</param>
    public PolicyResult Evaluate(RegoValue input, IReadOnlyList<string> recorded, DateTimeOffset now)
    {
        using var timeout = new CancellationTokenSource(budget.Time, time);
        try
        {
            var answers = policy.Query.Evaluate(
                new EvaluationRequest { Time = new InstantTime(now), Input = input, Data = policy.Data, Limits = budget.Limits, Strict = true },
                timeout.Token);
            return new PolicyAnswer(policy, answers, now).Result(_identity, recorded);
        }
        catch (RegoException e)
        {
            return Broken(PolicyFindings.EvaluationError, $"The policy broke: {string.Join("; ", e.Errors.Take(3).Select(error => $"{error.Location}: {error.Code}: {error.Message}"))}");
        }
        catch (BudgetException e)
        {
            return Broken(PolicyFindings.LimitExceeded, $"The policy was stopped: {e.Message}.");
        }
        catch (OperationCanceledException)
        {
            return Broken(PolicyFindings.TimedOut, $"The policy was stopped: it took longer than {budget.Time.TotalSeconds:0.###} seconds.");
        }
        catch (PolicyNonsenseException e)
        {
            return Broken(PolicyFindings.Nonsense, e.Message);
        }
    }

    // It is not told before what it would look at is there, since that may be why.
    private PolicyResult Broken(string id, string message) => new(
        _identity,
        [new(DecisionEffect.Deny, new(id, Severity.High, Bounded.Quote(message, Primitives.Limits.PolicyLimits.MessageCharacters)), policy.Name, [], [])],
        DefaultEvidence);
}
