using Attestry.Oci.Registries;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Sets;
using Attestry.Primitives;
using Attestry.PolicyEvaluator.Reevaluations;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>Keeps the policy sets as their sources have them, and has the artifacts that a change concerns judged anew.</summary>
public sealed class PolicyLoader : IDisposable
{
    private readonly List<LoadedSet> _sets;

    private readonly BuiltInPolicy _builtIn;

    private readonly ReevaluationQueue _queue;

    private readonly ILogger<PolicyLoader> _log;

    public PolicyLoader(PoliciesOptions options, BuiltInPolicy builtIn, RegistryDirectory registries, ReevaluationQueue queue, TimeProvider time, ILogger<PolicyLoader> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_builtIn, _queue, _log) = (builtIn, queue, log);
        _sets = [.. options.Sets.Select(set => new LoadedSet(set, options, new NamedSource(set, registries), time))];
        Active = new(Current());
    }

    /// <summary>What is in force.</summary>
    public ActivePolicies Active { get; }

    /// <summary>The sets whose newest bundle is not in force, with the reason, and whether an older one is.</summary>
    internal IReadOnlyList<(string Set, string Reason, bool Works)> Problems =>
        [.. _sets.Where(set => set.Problem is not null).Select(set => (set.Name, set.Problem!, set.Works))];

    internal Digest? DigestOf(string set) => _sets.Find(one => one.Name == set)?.Digest;

    /// <summary>Before anything is judged.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var set in _sets)
        {
            await set.ReadAsync(cancellation);
            Tell(set, before: null);
        }
        Active.Replace(Current());
    }

    /// <summary>Looks at every source once.</summary>
    internal async Task ReloadAsync(CancellationToken cancellation)
    {
        var changed = new List<LoadedSet>();
        foreach (var set in _sets)
        {
            var before = set.Problem;
            if (await set.ReadAsync(cancellation))
                changed.Add(set);
            Tell(set, before);
        }
        Active.Replace(Current());
        // After the change is in force: what is judged from here on is judged by it.
        foreach (var set in changed)
        {
            _log.LogInformation("The policy set {Set} is now {Digest}; what it covers is judged anew", set.Name, set.Digest);
            await _queue.PolicyChangedAsync(set.Name, set.Digest!.Value, set.Patterns, cancellation);
        }
    }

    public void Dispose() => _sets.ForEach(set => set.Dispose());

    private PolicySets Current() => new([.. _sets.Select(set => set.Set)], _builtIn);

    private void Tell(LoadedSet set, string? before)
    {
        if (set.Problem is { } problem && problem != before)
            _log.LogError("The policy set {Set} cannot be loaded{Consequence}: {Problem}", set.Name, set.Works ? "; the bundle before it stays in force" : "; it denies everything", problem);
        else if (set.Problem is null && before is not null)
            _log.LogInformation("The policy set {Set} can be loaded again", set.Name);
    }
}
