namespace Attestry.Contracts.Documents;

/// <summary>Environments that artifacts are judged for: where policy sets name some, each artifact has a status for each.</summary>
public static class DecisionEnvironment
{
    /// <summary>What is meant when none is named.</summary>
    public const string Default = "default";

    /// <summary>Id of the status of an artifact in an environment.</summary>
    public static string StatusId(string artifact, string environment) => environment == Default ? artifact : $"{artifact}|{environment}";

    /// <summary>The artifact that a status is about.</summary>
    public static string ArtifactOf(StatusDocument status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Environment == Default ? status.Id : status.Id[..^(status.Environment.Length + 1)];
    }
}
