using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>Reads what <c>deny</c>, <c>warn</c> and <c>info</c> hold.</summary>
internal sealed class EntryReader(string set, RuleMetadata metadata)
{
    /// <param name="value">A set or array of entries.</param>
    /// <exception cref="PolicyNonsenseException">Something else.</exception>
    internal IReadOnlyList<DecisionEntry> Read(OutputRule rule, DecisionEffect effect, RegoValue value, string? grace)
    {
        var items = Items(value)
            ?? throw new PolicyNonsenseException($"{rule.Path} is {Article(value)}, not a set of entries. Write {rule.Name} contains … if …");
        var entries = new List<DecisionEntry>();
        foreach (var item in items.Take(PolicyLimits.Entries))
            entries.Add(One(rule, effect, item, grace));
        if (items.Count > PolicyLimits.Entries)
            entries.Add(Entry(effect, PolicyFindings.MoreEntries, $"{rule.Path} has {items.Count - PolicyLimits.Entries} more entries.", [], [], grace));
        return entries;
    }

    /// <summary>The strings of a set or array, bounded; others are left out.</summary>
    internal static IReadOnlyList<string> Texts(RegoValue? value) =>
        [.. (Items(value) ?? []).OfType<RegoString>().Select(text => Bounded.Quote(text.Value, PolicyLimits.NameCharacters)).Take(PolicyLimits.NamesOfEntry)];

    /// <summary>Null when it is neither a set nor an array.</summary>
    internal static IReadOnlyList<RegoValue>? Items(RegoValue? value) => value switch
    {
        RegoSet set => set.Items.ToArray(),
        RegoArray array => array.Items.ToArray(),
        _ => null,
    };

    internal static string Article(RegoValue value) => value.TypeName is "object" or "array" ? $"an {value.TypeName}" : $"a {value.TypeName}";

    private DecisionEntry One(OutputRule rule, DecisionEffect effect, RegoValue item, string? grace)
    {
        if (item is RegoString text)
            return Entry(effect, Unnamed(effect), text.Value, metadata.Controls(rule, Unnamed(effect)), [], grace);
        if (item is not RegoObject entry || (entry["msg"] ?? entry["message"]) is not RegoString message)
            throw new PolicyNonsenseException($"{rule.Path} holds {Bounded.Quote(item.ToString())}. An entry is a string, or an object with msg and if wanted id, controls, evidence.");
        var id = entry["id"] switch
        {
            null => Unnamed(effect),
            RegoString { Value.Length: > 0 and <= PolicyLimits.NameCharacters } named => named.Value,
            var other => throw new PolicyNonsenseException($"{rule.Path} holds an entry whose id is {Bounded.Quote(other.ToString())}. Write a dotted name."),
        };
        var controls = Texts(entry["controls"]);
        var evidence = entry["evidence"] is RegoString one ? [Bounded.Quote(one.Value, PolicyLimits.NameCharacters)] : Texts(entry["evidence"]);
        return Entry(effect, id, message.Value, controls.Count > 0 ? controls : metadata.Controls(rule, id), evidence, grace);
    }

    private DecisionEntry Entry(DecisionEffect effect, string id, string message, IReadOnlyList<string> controls, IReadOnlyList<string> evidence, string? grace) => new(
        effect,
        new(id, SeverityOf(effect), Bounded.Quote(message, PolicyLimits.MessageCharacters), evidence.Count > 0 ? evidence[0] : null),
        set,
        controls,
        evidence,
        effect == DecisionEffect.Deny ? grace : null);

    internal static Severity SeverityOf(DecisionEffect effect) => effect switch
    {
        DecisionEffect.Deny => Severity.High,
        DecisionEffect.Warn => Severity.Medium,
        _ => Severity.Info,
    };

    private static string Unnamed(DecisionEffect effect) => effect switch
    {
        DecisionEffect.Deny => PolicyFindings.Deny,
        DecisionEffect.Warn => PolicyFindings.Warn,
        _ => PolicyFindings.Info,
    };
}
