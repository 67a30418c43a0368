using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Attestry.Contracts.Documents;
using Attestry.Policy.Exceptions;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.StatusApi.Exceptions;

/// <summary>Turns a request into an exception that can be granted, or says what is wrong with it.</summary>
internal static class ExceptionDraft
{
    public static bool TryCreate(
        ExceptionRequest request, ClaimsPrincipal author, DateTimeOffset now, [NotNullWhen(true)] out ExceptionDocument? exception, [NotNullWhen(false)] out string? problem)
    {
        (exception, problem) = (null, null);
        Digest? digest = null;
        if (request.Digest is { } text)
        {
            if (!Digest.TryParse(text, out var parsed))
            {
                problem = $"'{Bounded.Quote(text)}' is not a digest; write it as sha256:<64 lower-case hex digits>.";
                return false;
            }
            digest = parsed;
        }
        problem = Problem(request, now);
        if (problem is not null)
            return false;
        var drafted = new ExceptionDocument(
            Guid.CreateVersion7(now).ToString("N"),
            request.Repository,
            digest,
            request.Package,
            request.Finding,
            request.Reason!.Trim(),
            author.FindFirstValue(ClaimTypes.Name) ?? "",
            author.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
            now,
            request.ExpiresAt!.Value,
            RevokedAt: null,
            RevokedBy: null);
        problem = ExceptionScope.Problem(drafted);
        exception = problem is null ? drafted : null;
        return exception is not null;
    }

    private static string? Problem(ExceptionRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > PolicyLimits.ReasonCharacters)
            return $"A reason is demanded, of at most {PolicyLimits.ReasonCharacters} characters.";
        if (request.ExpiresAt is not { } expiry)
            return "expiresAt is demanded: write a time such as 2026-12-31T00:00:00Z.";
        if (expiry <= now || expiry > now + PolicyLimits.ExceptionLife)
            return $"expiresAt must lie ahead, by at most {PolicyLimits.ExceptionLife.TotalDays:0} days. What is to hold for good belongs into the policy.";
        if (request.Repository is { } pattern && (pattern.Length is 0 or > PolicyLimits.PatternCharacters || !pattern.Contains('/') && pattern != "**"))
            return $"'{Bounded.Quote(pattern)}' is not a pattern of repositories; write ghcr.io/acme/** or the like.";
        return request.Finding is { Length: 0 or > PolicyLimits.NameCharacters } ? "finding is the id of a finding: policy.package-denied or the like." : null;
    }
}
