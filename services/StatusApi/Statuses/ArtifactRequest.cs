using Attestry.Contracts.Documents;
using Attestry.StatusApi.Http;

namespace Attestry.StatusApi.Statuses;

/// <summary>A request for what belongs to one artifact: of several repositories the one whose state counts.</summary>
internal static class ArtifactRequest
{
    public static async Task<IResult> AnswerAsync(
        string digest, string? repository, string? environment, ArtifactFinder finder, Func<StatusDocument, Task<IResult>> answer, CancellationToken cancellation)
    {
        if (!ArtifactSelector.TryCreate(digest, repository, environment, out var selector, out var problem))
            return Problems.BadRequest(problem);
        var (statuses, complete) = await finder.FindAsync(selector, cancellation);
        if (!complete)
            return Problems.TooManyRepositories();
        return statuses.Count == 0 ? Problems.Unknown(selector) : await answer(statuses[0]);
    }
}
