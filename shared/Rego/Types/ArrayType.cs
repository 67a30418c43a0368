namespace Attestry.Rego.Types;

/// <summary>First items of known types, then any number of <paramref name="Rest"/>; null when there are no further ones.</summary>
public sealed record ArrayType(IReadOnlyList<RegoType> Items, RegoType? Rest) : RegoType
{
    public override string ToString() =>
        $"array{(Items.Count > 0 || Rest is null ? $"<{string.Join(", ", Items)}>" : "")}{(Rest is null ? "" : $"[{Rest}]")}";
}
