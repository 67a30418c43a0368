using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.StatusApi.Vex;

/// <summary>An uploaded VEX document.</summary>
/// <param name="Repository">For which artifacts its word counts: a pattern of <c>registry/repository</c>.</param>
/// <param name="Statements">How many of its statements count.</param>
/// <param name="Findings">Why others do not; only in the answer to the upload.</param>
public sealed record VexBody(
    string Id,
    string Repository,
    string Format,
    Digest Content,
    int Statements,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnBy,
    IReadOnlyList<Finding>? Findings)
{
    internal static VexBody Of(VexDocument vex, IReadOnlyList<Finding>? findings = null) => new(
        vex.Id, vex.Repository, vex.Format, vex.Content, vex.Statements, vex.Author, vex.CreatedAt, vex.WithdrawnAt, vex.WithdrawnBy, findings);
}
