using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Net;

/// <summary><c>net.cidr_*</c></summary>
internal static class CidrFunctions
{
    private static readonly RegoType Networks = OneOf(Text, ArrayOf(Any), SetOf(Any), ObjectOf(Any, Any));

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("net.cidr_contains", [Text, Text], RegoType.Boolean, (_, o) => RegoBoolean.Of(Network(o.Text(0)).Contains(Cidr.ParseEither(o.Text(1)) ?? throw Invalid(o.Text(1))))),
        new("net.cidr_contains_matches", [Networks, Networks], SetOf(ArrayOf(Any)), ContainsMatches),
        new("net.cidr_intersects", [Text, Text], RegoType.Boolean, (_, o) => RegoBoolean.Of(Network(o.Text(0)).Intersects(Network(o.Text(1))))),
        new("net.cidr_overlap", [Text, Text], RegoType.Boolean, (_, o) => RegoBoolean.Of(Network(o.Text(0)).Contains(Cidr.ParseEither(o.Text(1)) ?? throw Invalid(o.Text(1))))),
        new("net.cidr_is_valid", [Text], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] is RegoString text && Cidr.Parse(text.Value) is not null)),
        new("net.cidr_expand", [Text], SetOf(Text), Expand),
        new("net.cidr_merge", [OneOf(ArrayOf(Text), SetOf(Text))], SetOf(Text), Merge),
    ];

    private static Cidr Network(string text) => Cidr.Parse(text) ?? throw Invalid(text);

    private static BuiltinException Invalid(string text) => new($"not a valid textual representation of an IP address or CIDR: {Primitives.Bounded.Quote(text)}");

    /// <summary>Pairs of keys (or positions, or members themselves) whose networks contain each other.</summary>
    private static RegoSet ContainsMatches(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var outer = Members(operands, 0);
        var inner = Members(operands, 1);
        context.Charge((long)outer.Count * inner.Count);
        var matches = new RegoSet.Builder();
        foreach (var (key, network) in outer)
        {
            foreach (var (otherKey, other) in inner)
            {
                if (network.Contains(other))
                    matches.Add(new RegoArray(key, otherKey));
            }
        }
        return matches.Build();
    }

    private static List<(RegoValue Key, Cidr Network)> Members(ReadOnlySpan<RegoValue> operands, int at)
    {
        IEnumerable<(RegoValue Key, RegoValue Value)> members = operands[at] switch
        {
            RegoString text => [(text, text)],
            RegoArray array => array.Items.ToArray().Select((item, i) => ((RegoValue)RegoNumber.Of(i), item)),
            RegoSet set => set.Items.ToArray().Select(item => (item, item)),
            RegoObject o => o.Entries.Select(e => (e.Key, e.Value)),
            _ => throw Operands.Wrong(operands, at, "one of {string, array, set, object}"),
        };
        var found = new List<(RegoValue, Cidr)>();
        foreach (var (key, value) in members)
        {
            var text = value as RegoString ?? (value is RegoArray { Count: > 0 } tuple ? tuple[0] as RegoString : null);
            if (text is null)
                throw new BuiltinException($"operand {at + 1}: element must be string or non-empty array");
            found.Add((key, Cidr.ParseEither(text.Value) ?? throw Invalid(text.Value)));
        }
        return found;
    }

    private static RegoSet Expand(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var network = Network(operands.Text(0));
        if (network.HostBits > 32)
            throw new BudgetException("a network of more than 2^32 addresses is not expanded");
        context.Charge(2L << network.HostBits);
        var addresses = new RegoSet.Builder();
        for (var i = 0L; i < 1L << network.HostBits; i++)
            addresses.Add(new RegoString(network.Address(i)));
        return addresses.Build();
    }

    private static RegoSet Merge(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var networks = new List<Cidr>();
        foreach (var text in operands.Texts(0, "one of {array, set}"))
        {
            context.Charge(10);
            networks.Add(Cidr.Parse(text)
                ?? (Cidr.ParseEither(text) is { } address
                    ? address.IsV4 ? address.ClassfulNetwork() : throw new BuiltinException("IPv6 invalid: needs prefix length")
                    : throw Invalid(text)));
        }
        return RegoSet.From(Cidr.Merge(networks).Select(n => new RegoString(n.ToString())));
    }
}
