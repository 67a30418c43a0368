using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Evidence;

/// <summary>Gathers documents to be kept: each once, bounded in number and bytes.</summary>
internal sealed class DocumentKeeper
{
    private readonly Dictionary<(string Kind, Digest Digest), KeptDocument> _kept = [];

    private long _left = ReferrerLimits.KeptBytes;

    internal IReadOnlyList<KeptDocument> Kept => [.. _kept.Values.OrderBy(one => one.Name, StringComparer.Ordinal)];

    internal void Keep(string kind, Digest digest, ReadOnlyMemory<byte> content)
    {
        if (content.Length > _left || _kept.ContainsKey((kind, digest)) || _kept.Keys.Count(one => one.Kind == kind) >= ReferrerLimits.Documents)
            return;
        _left -= content.Length;
        _kept.Add((kind, digest), new(kind, digest, content));
    }
}
