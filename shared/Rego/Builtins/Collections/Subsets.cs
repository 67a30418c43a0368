using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Collections;

/// <summary>What <c>object.subset</c> means for each kind of collection.</summary>
internal static class Subsets
{
    /// <summary>Each entry of <paramref name="sub"/> is in <paramref name="super"/>; nested collections may be subsets again.</summary>
    internal static bool Has(BuiltinContext context, RegoObject super, RegoObject sub)
    {
        context.Charge(sub.Count);
        foreach (var (key, value) in sub.Entries)
        {
            if (!super.TryGet(key, out var other) || !(HasNested(context, other, value) ?? other.Equals(value)))
                return false;
        }
        return true;
    }

    internal static bool Has(BuiltinContext context, RegoSet super, RegoSet sub)
    {
        context.Charge(sub.Count);
        foreach (var item in sub.Unordered)
        {
            if (!super.Contains(item))
                return false;
        }
        return true;
    }

    /// <summary>The items of <paramref name="sub"/> follow each other somewhere in <paramref name="super"/>.</summary>
    internal static bool Has(BuiltinContext context, RegoArray super, RegoArray sub)
    {
        for (var start = 0; start + sub.Count <= super.Count; start++)
        {
            context.Charge(1);
            var at = 0;
            while (at < sub.Count && super[start + at].Equals(sub[at]))
                at++;
            context.Charge(at);
            if (at == sub.Count)
                return true;
        }
        return false;
    }

    internal static bool Has(BuiltinContext context, RegoArray super, RegoSet sub)
    {
        context.Charge((long)super.Count + sub.Count);
        var left = RegoSet.From(super.Items.ToArray());
        return Has(context, left, sub);
    }

    private static bool? HasNested(BuiltinContext context, RegoValue super, RegoValue sub) => (super, sub) switch
    {
        (RegoObject a, RegoObject b) => Has(context, a, b),
        (RegoSet a, RegoSet b) => Has(context, a, b),
        (RegoArray a, RegoArray b) => Has(context, a, b),
        (RegoArray a, RegoSet b) => Has(context, a, b),
        _ => null,
    };
}
