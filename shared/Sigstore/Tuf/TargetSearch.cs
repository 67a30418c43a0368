using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Tuf;

/// <summary>Looks for a target through the delegations, those first that are listed first (TUF §5.6.7).</summary>
/// <param name="load">A role's metadata, verified.</param>
internal sealed class TargetSearch(TrustedMetadata trusted, Func<string, TufRole, CancellationToken, Task<Reading<TargetsMetadata>>> load)
{
    internal async Task<(TufFile? File, Finding? Finding)> FindAsync(string path, CancellationToken cancellation)
    {
        var pending = new Stack<(string Name, TufRole Role)>([("targets", trusted.Root.Targets)]);
        var visited = new HashSet<string>();
        while (pending.TryPop(out var next))
        {
            if (!visited.Add(next.Name))
                continue;
            if (visited.Count > TufLimits.RolesVisited)
                return (null, new(TufFindings.LimitReached, Severity.High, $"{Bounded.Quote(path)} is not found in {TufLimits.RolesVisited} roles."));
            var reading = await load(next.Name, next.Role, cancellation);
            if (!reading.Succeeded)
                return (null, reading.Finding);
            if (reading.Value.Targets.TryGetValue(path, out var file))
                return (file, null);
            var covering = reading.Value.Delegations.Where(delegation => delegation.Covers(path)).ToList();
            if (covering.FindIndex(delegation => delegation.Terminating) is >= 0 and var last)
            {
                covering.RemoveRange(last + 1, covering.Count - last - 1);
                pending.Clear();
            }
            foreach (var delegation in Enumerable.Reverse(covering))
                pending.Push((delegation.Name, delegation.Role));
        }
        return (null, new(TufFindings.TargetUnknown, Severity.High, $"No role names the target {Bounded.Quote(path)}."));
    }
}
