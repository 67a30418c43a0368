namespace Attestry.Rego.Types;

/// <summary>Properties of known names, then any others of the given types; null when there are no others.</summary>
public sealed record ObjectType(IReadOnlyList<(Values.RegoValue Key, RegoType Value)> Properties, RegoType? Key, RegoType? Value) : RegoType
{
    public override string ToString() =>
        $"object{(Properties.Count > 0 || Key is null ? $"<{string.Join(", ", Properties.Select(p => $"{(p.Key is Values.RegoString s ? s.Value : p.Key.ToString())}: {p.Value}"))}>" : "")}{(Key is null ? "" : $"[{Key}: {Value}]")}";
}
