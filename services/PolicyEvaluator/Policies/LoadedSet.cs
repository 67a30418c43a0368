using Attestry.Bundles;
using Attestry.Policy;
using Attestry.Policy.Rules;
using Attestry.Policy.Sets;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>One policy set with the newest bundle of its source that works.</summary>
internal sealed class LoadedSet(PolicySetOptions options, PoliciesOptions all, IBundleSource source, TimeProvider time) : IDisposable
{
    private readonly FollowedBundle<RegoPolicy> _bundle =
        new(source, bundle => RegoPolicy.Compile(options.Name, bundle, options.Entrypoint, options.Settings()));

    internal string Name => options.Name;

    internal IReadOnlyList<string> Patterns => options.Patterns;

    /// <summary>Null when no bundle worked yet.</summary>
    internal Digest? Digest => _bundle.Active?.Digest;

    /// <summary>Why the newest bundle is not the one in force; null when it is. For people, without hosts and files of this machine.</summary>
    internal string? Problem { get; private set; } = "It was not read yet.";

    internal bool Works => _bundle.Active is not null;

    internal PolicySet Set => new(options.Name, options.Patterns, options.Environments, options.Mode, Engine());

    /// <summary>Reads the source; a bundle that cannot be used leaves the one before in force. True when the policy is another one now.</summary>
    internal async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(all.ReadTimeout);
        var before = Digest;
        try
        {
            await _bundle.RefreshAsync(patience.Token);
            Problem = _bundle.Cause is { } cause ? Bounded.Quote(Of(cause), PolicyLimits.MessageCharacters) : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Problem = $"Its source could not be read within {all.ReadTimeout.TotalSeconds:0} seconds.";
        }
        return Digest != before;
    }

    public void Dispose() => _bundle.Dispose();

    private IPolicyEngine Engine() => _bundle.Active is { } policy
        ? new RegoPolicyEngine(policy, PolicyBudget.Default with { Time = all.EvaluationTimeout }, time)
        : new UnavailablePolicy(options.Name, Problem!);

    private static string Of(Exception cause) => cause switch
    {
        BundleException { Errors: [var first, ..] errors } => Of(first, errors.Count - 1),
        BundleException { Findings: [var first, ..] findings } => Of(first, findings.Count - 1),
        _ => $"Its source cannot be read ({cause.GetType().Name}).",
    };

    // One line, since it is told in JSON and in a log.
    private static string Of(RegoError error, int further) =>
        $"{error.Location.File}:{error.Location.Row}:{error.Location.Column}: {error.Code}: {error.Message}{(string.IsNullOrWhiteSpace(error.Line) ? "" : $" in '{error.Line.Trim()}'")}{Further(further)}.";

    private static string Of(Finding finding, int further) =>
        $"{finding.Id}: {(finding.Location is { } place ? $"{place}: " : "")}{finding.Message}{Further(further)}";

    private static string Further(int problems) => problems > 0 ? $" (and {problems} more problems)" : "";
}
