using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Policy;
using Attestry.Primitives;

namespace Attestry.PolicyEvaluator.Decisions;

/// <summary>What, beside evidence, makes a decision worth another look: exceptions come and go, and time passes.</summary>
/// <param name="Exceptions">As <see cref="StatusDocument.Exceptions"/>.</param>
/// <param name="Wake">When to look again without any event; <see cref="DateTimeOffset.MaxValue"/> for never.</param>
internal sealed record Agenda(string? Exceptions, DateTimeOffset Wake)
{
    /// <param name="granted">Exceptions in force that cover the artifact, sorted.</param>
    /// <param name="refresh">How often a policy that looks at the clock is asked again.</param>
    internal static Agenda Of(PolicyIdentity policy, IReadOnlyList<ExceptionDocument> granted, DateTimeOffset now, TimeSpan refresh)
    {
        var expiry = granted.Count > 0 ? granted.Min(exception => exception.ExpiresAt) : DateTimeOffset.MaxValue;
        var again = policy.ReadsTime ? now + refresh : DateTimeOffset.MaxValue;
        return new(
            granted.Count > 0 ? Digest.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', granted.Select(exception => exception.Id)))).Text : null,
            expiry < again ? expiry : again);
    }

    internal DateTimeOffset Earlier(DateTimeOffset other) => other < Wake ? other : Wake;
}
