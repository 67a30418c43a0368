using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Contracts.Documents;
using Attestry.Policy.Exceptions;
using Attestry.Policy.Input;
using Attestry.Policy.Rules;
using Attestry.Primitives;
using Attestry.Rego.Values;

namespace Attestry.Policy.Comparison;

/// <summary>Asks two policies about the same input, each alone, with the exceptions that are in it. Evidence that a policy requires and that is missing counts against the artifact.</summary>
public sealed class PolicyComparison(RegoPolicyEngine before, RegoPolicyEngine after)
{
    /// <summary>A newer server may tell more than this version knows; policies see it all the same.</summary>
    private static readonly JsonSerializerOptions Lenient = new(InputDocument.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <param name="input">An <see cref="InputDocument"/>.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public PolicyChange Compare(JsonElement input)
    {
        var document = input.Deserialize<InputDocument>(Lenient) ?? throw new JsonException("The input is null.");
        var value = RegoJson.From(input);
        string[] recorded = [.. document.Evidence.Select(evidence => evidence.Kind).Distinct()];
        var filter = new ExceptionFilter([.. document.Exceptions.Select(Exception)]);
        var (old, young) = (Judge(before), Judge(after));
        return new(document.Artifact.Id, old.State, young.State, Without(old, young), Without(young, old));

        PolicyResult Judge(RegoPolicyEngine engine)
        {
            var result = engine.Evaluate(value, recorded, document.Now);
            return result with { Entries = [.. result.Entries.Select(filter.Apply)] };
        }
    }

    private static List<DecisionEntry> Without(PolicyResult one, PolicyResult other)
    {
        var said = other.Entries.Select(Key).ToHashSet(StringComparer.Ordinal);
        return [.. one.Entries.Where(entry => !said.Contains(Key(entry)))];
    }

    private static string Key(DecisionEntry entry) =>
        string.Join('\0', [entry.Effect.ToString(), entry.Finding.Id, entry.Finding.Message, entry.Exception ?? "", entry.Grace ?? "", .. entry.Evidence]);

    // Its scope of repository and digest was matched by the server already.
    private static ExceptionDocument Exception(InputException exception) => new(
        exception.Id,
        exception.Repository,
        Digest: exception.Digest is { } digest && Digest.TryParse(digest, out var parsed) ? parsed : null,
        exception.Package,
        exception.Finding,
        exception.Reason,
        exception.Author,
        AuthorKey: "",
        CreatedAt: default,
        exception.ExpiresAt,
        RevokedAt: null,
        RevokedBy: null);
}
