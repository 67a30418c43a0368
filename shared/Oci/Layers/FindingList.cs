using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Layers;

/// <summary>Findings of one pass, from the reading and the decoding side; a bounded number of them.</summary>
internal sealed class FindingList(int most)
{
    private readonly List<Finding> _findings = [];
    private readonly Lock _lock = new();
    private long _beyond;

    public void Add(string id, Severity severity, string message, string? location = null)
    {
        lock (_lock)
        {
            if (_findings.Count < most)
                _findings.Add(new Finding(id, severity, message, location is null ? null : Bounded.Quote(location)));
            else
                _beyond++;
        }
    }

    public IReadOnlyList<Finding> ToList()
    {
        lock (_lock)
        {
            return _beyond == 0
                ? [.. _findings]
                : [.. _findings, new Finding(LayerFindings.MoreFindings, Severity.High, $"There are {_beyond} more findings.")];
        }
    }
}
