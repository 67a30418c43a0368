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
internal sealed class LoadedSet(PolicySetOptions options, PoliciesOptions all, Func<BundleReading, IBundleSource> open, TimeProvider time)
{
    private readonly BundleReading _reading = new() { Name = options.Name, Verification = options.Signature?.ToVerification() };

    private string? _mark;

    private RegoPolicy? _policy;

    internal string Name => options.Name;

    internal IReadOnlyList<string> Patterns => options.Patterns;

    /// <summary>Null when no bundle worked yet.</summary>
    internal Digest? Digest => _policy?.Digest;

    /// <summary>Why the newest bundle is not the one in force; null when it is. For people.</summary>
    internal string? Problem { get; private set; } = "It was not read yet.";

    internal bool Works => _policy is not null;

    internal PolicySet Set => new(options.Name, options.Patterns, options.Environments, options.Mode, Engine());

    /// <summary>Reads the source; a bundle that cannot be used leaves the one before in force. True when the policy is another one now.</summary>
    internal async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(all.ReadTimeout);
        var before = _policy?.Digest;
        try
        {
            // What a name stands for can change: a folder where an archive was.
            if (await open(_reading).ReadAsync(_mark, patience.Token) is { } seen)
            {
                var policy = RegoPolicy.Compile(options.Name, seen.Bundle, options.Entrypoint, options.Settings());
                (_policy, _mark, Problem) = (policy, seen.Mark, null);
            }
            else
            {
                Problem = null;
            }
        }
        catch (BundleException e)
        {
            Problem = Bounded.Quote(e.Errors.Count > 0 ? Of(e.Errors[0], e.Errors.Count - 1) : Of(e.Findings[0], e.Findings.Count - 1), PolicyLimits.MessageCharacters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            Problem = $"Its source cannot be read ({e.GetType().Name}).";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Problem = $"Its source could not be read within {all.ReadTimeout.TotalSeconds:0} seconds.";
        }
        return _policy?.Digest != before;
    }

    private IPolicyEngine Engine() => _policy is { } policy
        ? new RegoPolicyEngine(policy, PolicyBudget.Default with { Time = all.EvaluationTimeout }, time)
        : new UnavailablePolicy(options.Name, Problem!);

    // One line, since it is told in JSON and in a log.
    private static string Of(RegoError error, int further) =>
        $"{error.Location.File}:{error.Location.Row}:{error.Location.Column}: {error.Code}: {error.Message}{(string.IsNullOrWhiteSpace(error.Line) ? "" : $" in '{error.Line.Trim()}'")}{Further(further)}.";

    private static string Of(Finding finding, int further) =>
        $"{finding.Id}: {(finding.Location is { } place ? $"{place}: " : "")}{finding.Message}{Further(further)}";

    private static string Further(int problems) => problems > 0 ? $" (and {problems} more problems)" : "";
}
