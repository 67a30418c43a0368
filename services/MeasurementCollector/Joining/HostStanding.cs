using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>What the files and containers of a host came to when they were held against artifacts and allow-lists.</summary>
internal sealed class HostStanding
{
    /// <summary>Findings about single files that are kept; what is beyond is counted in one.</summary>
    private const int MostFindings = 50;

    private readonly Dictionary<string, int> _more = new(StringComparer.Ordinal);

    public List<Finding> Findings { get; } = [];

    /// <summary>Artifacts that run on the host, or whose files alone were measured.</summary>
    public SortedDictionary<string, ArtifactStanding> Artifacts { get; } = new(StringComparer.Ordinal);

    /// <summary>Measured files of artifacts that containers run.</summary>
    public List<string> Executables { get; } = [];

    public bool Unattested { get; private set; }

    public ArtifactStanding Of(string artifact)
    {
        if (!Artifacts.TryGetValue(artifact, out var standing))
            Artifacts[artifact] = standing = new();
        return standing;
    }

    /// <param name="action">What the policy makes of it.</param>
    public void Notice(UnknownAction action, string id, string message, string? location)
    {
        if (action == UnknownAction.Allow)
            return;
        Unattested = true;
        if (Findings.Count < MostFindings)
            Findings.Add(new(id, SeverityOf(action), message, location is null ? null : Bounded.Quote(location, HostLimits.LocationCharacters)));
        else
            _more[id] = _more.GetValueOrDefault(id) + 1;
    }

    /// <summary>What counted beyond the findings that are kept; a failing one is never lost, for all of one kind weigh the same.</summary>
    public void Close(Func<string, UnknownAction> actionOf)
    {
        foreach (var (id, count) in _more.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Findings.Add(new(id, SeverityOf(actionOf(id)), $"And {count} more.", null));
    }

    private static Severity SeverityOf(UnknownAction action) => action == UnknownAction.Fail ? Severity.High : Severity.Medium;
}
