using System.Text;

namespace Attestry.Oci.Layers;

/// <summary>An entry's name brought to the form that <see cref="LayerEntry.Path"/> has, as runtimes do that unpack below a root.</summary>
/// <param name="Text">Empty for the root itself.</param>
/// <param name="IsAbsolute">It began with a slash.</param>
/// <param name="Climbs">It had a <c>..</c>; one too many stays at the root.</param>
internal readonly record struct EntryPath(string Text, bool IsAbsolute, bool Climbs)
{
    public int Depth => Text.Length == 0 ? 0 : 1 + Text.AsSpan().Count('/');

    public int Bytes => Encoding.UTF8.GetByteCount(Text);

    public ReadOnlySpan<char> Directory => Text.LastIndexOf('/') is var slash and >= 0 ? Text.AsSpan(0, slash) : [];

    public ReadOnlySpan<char> FileName => Text.AsSpan(Text.LastIndexOf('/') + 1);

    public static EntryPath Of(string name)
    {
        var trimmed = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return IsPlain(trimmed.AsSpan().TrimEnd('/')) && trimmed is not ['/', ..]
            ? new(trimmed.EndsWith('/') ? trimmed.TrimEnd('/') : trimmed, false, false)
            : Clean(name);
    }

    private static EntryPath Clean(string name)
    {
        var kept = new List<string>();
        var climbs = false;
        foreach (var component in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (component == "..")
            {
                climbs = true;
                if (kept.Count > 0)
                    kept.RemoveAt(kept.Count - 1);
            }
            else if (component != ".")
                kept.Add(component);
        }
        return new(string.Join('/', kept), name is ['/', ..], climbs);
    }

    // No empty, "." or ".." component: then there is nothing to do. A leading dot of a name costs the slow way, no more.
    private static bool IsPlain(ReadOnlySpan<char> path) =>
        path is not (['.', ..] or ['/', ..]) && path.IndexOf("//", StringComparison.Ordinal) < 0 && path.IndexOf("/.", StringComparison.Ordinal) < 0;
}
