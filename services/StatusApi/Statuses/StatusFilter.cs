using System.Diagnostics.CodeAnalysis;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.StatusApi.Statuses;

/// <summary>Chooses the index that a list's filters fix as far as they go, so that every page is one walk.</summary>
internal static class StatusFilter
{
    private static readonly string[] States = [.. Enum.GetNames<DecisionState>().Select(name => name.ToLowerInvariant())];

    public static bool TryCreate(string? repository, string? state, DateTimeOffset? since, [NotNullWhen(true)] out Query? query, [NotNullWhen(false)] out string? problem)
    {
        (query, problem) = (null, null);
        ImageReference? name = null;
        if (repository is not null && !ArtifactSelector.TryReadRepository(repository, out name))
            problem = $"'{Bounded.Quote(repository)}' is not a repository; write it as registry/repository.";
        else if (state is not null && !States.Contains(state))
            problem = $"'{Bounded.Quote(state)}' is not a state; there are {string.Join(", ", States)}.";
        else
            query = Walk(name, state) with { From = since is { } from ? DocumentJson.Time(from) : null, Descending = true };
        return query is not null;
    }

    private static Query Walk(ImageReference? name, string? state) => (name, state) switch
    {
        (null, null) => new("by_changed"),
        (null, _) => new("by_state", state),
        (_, null) => new("by_repository", name.Registry, name.Repository),
        _ => new("by_repository_state", name.Registry, name.Repository, state),
    };
}
