using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>What a policy's rules came to.</summary>
internal sealed class PolicyAnswer
{
    private readonly RegoPolicy _policy;

    private readonly DateTimeOffset _now;

    private readonly List<(OutputRule Rule, RegoValue Value)> _values = [];

    /// <exception cref="PolicyNonsenseException">A rule has several values, as only data below a package can give it.</exception>
    internal PolicyAnswer(RegoPolicy policy, IReadOnlyList<RegoObject> answers, DateTimeOffset now)
    {
        (_policy, _now) = (policy, now);
        if (answers is not [var only] || only["answers"] is not RegoArray all || all.Count != policy.Outputs.Count)
            throw new PolicyNonsenseException("The policy has no single answer.");
        for (var i = 0; i < all.Count; i++)
            foreach (var value in ((RegoArray)all[i]).Items)
                _values.Add((policy.Outputs[i], value));
    }

    /// <param name="recorded">Kinds of evidence that are there and can be read.</param>
    /// <exception cref="PolicyNonsenseException">A value is no answer.</exception>
    internal PolicyResult Result(PolicyIdentity identity, IReadOnlyList<string> recorded)
    {
        var required = Required();
        var missing = required.Except(recorded).Select(kind => new DecisionEntry(
            DecisionEffect.Deny, new(EvidenceFindings.Missing, Severity.High, $"There is no {kind} evidence.", kind), _policy.Name, [], [kind]));
        return new(identity, [.. Entries(OutputRules.Deny, DecisionEffect.Deny), .. missing, .. Entries(OutputRules.Warn, DecisionEffect.Warn), .. Entries(OutputRules.Info, DecisionEffect.Info)], required);
    }

    private List<DecisionEntry> Entries(string name, DecisionEffect effect)
    {
        var reader = new EntryReader(_policy.Name, _policy.Metadata);
        return [.. _values.Where(answer => answer.Rule.Name == name).SelectMany(answer => reader.Read(answer.Rule, effect, answer.Value, GraceOf(answer.Rule.Package)))];
    }

    private List<string> Required()
    {
        if (!_policy.Outputs.Any(output => output.Name == OutputRules.RequiredEvidence))
            return [.. RegoPolicyEngine.DefaultEvidence];
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (rule, value) in _values.Where(answer => answer.Rule.Name == OutputRules.RequiredEvidence))
            foreach (var kind in EntryReader.Items(value) ?? throw new PolicyNonsenseException($"{rule.Path} is {EntryReader.Article(value)}, not a set of kinds of evidence."))
                kinds.Add(kind is RegoString text && EvidenceKinds.All.Contains(text.Value)
                    ? text.Value
                    : throw new PolicyNonsenseException($"{rule.Path} names {Bounded.Quote(kind.ToString())}; there are {string.Join(", ", EvidenceKinds.All)}."));
        return [.. kinds];
    }

    /// <summary>The package's own, or that of the nearest package above it, up to the entrypoint.</summary>
    private string? GraceOf(IReadOnlyList<string> package)
    {
        var graces = _values.Where(answer => answer.Rule.Name == OutputRules.Grace && package.Take(answer.Rule.Package.Count).SequenceEqual(answer.Rule.Package)).ToList();
        if (graces.Count == 0)
            return null;
        var (rule, value) = graces.MaxBy(answer => answer.Rule.Package.Count);
        return value is RegoString text && Grace.TryRead(text.Value, _now, out _)
            ? text.Value
            : throw new PolicyNonsenseException($"{rule.Path} is {Bounded.Quote(value.ToString())}. Write \"72h\", \"7d\" or a time.");
    }
}
