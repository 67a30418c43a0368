using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Cli.Files;
using Attestry.Policy.BuiltIn;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Checks;

/// <summary>A policy in a file: the section <c>Policy</c> of a server's settings, as JSON.</summary>
internal static class PolicyFile
{
    // A rule whose name is misspelt would otherwise be left out in silence.
    private static readonly JsonSerializerOptions Options = new(StrictJson.SerializerOptions)
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <param name="path">Null for the rules as they are unasked: each denies, and the deny list is empty.</param>
    internal static PolicyOptions Read(string? path)
    {
        if (path is null)
            return new();
        try
        {
            return Valid(JsonSerializer.Deserialize<PolicyOptions>(SmallFile.Read(path, CommandLineLimits.PolicyBytes), Options) ?? throw new JsonException("It is null."), path);
        }
        catch (JsonException e)
        {
            throw new CommandException($"{path} is no policy: {e.Message}", "Write JSON such as {\"trustedSignature\":\"deny\",\"nonRoot\":\"warn\"}.", e);
        }
    }

    /// <param name="from">What to name in the message.</param>
    /// <exception cref="CommandException">A rule cannot be followed, or none is left.</exception>
    internal static PolicyOptions Valid(PolicyOptions policy, string from)
    {
        if (policy.DenyList.Contains(null!) || policy.Repositories.Contains(null!))
            throw new CommandException($"{from} lists a null.", "Take it out.");
        return policy.Validate(new ValidationContext(policy)).FirstOrDefault() is { } problem
            ? throw new CommandException($"{from}: {string.Join(", ", problem.MemberNames)} {problem.ErrorMessage}", "Mend that and try again.")
            : policy;
    }
}
