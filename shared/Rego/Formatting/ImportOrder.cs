using Attestry.Rego.Syntax;

namespace Attestry.Rego.Formatting;

/// <summary>By path, name for name; a path before what is under it; then by alias.</summary>
internal sealed class ImportOrder : IComparer<Import>
{
    internal static readonly ImportOrder Instance = new();

    public int Compare(Import? x, Import? y)
    {
        for (var i = 0; i < Math.Min(x!.Path.Count, y!.Path.Count); i++)
        {
            var order = string.CompareOrdinal(x.Path[i], y.Path[i]);
            if (order != 0)
                return order;
        }
        return x.Path.Count != y.Path.Count ? x.Path.Count - y.Path.Count : string.CompareOrdinal(x.Alias, y.Alias);
    }
}
