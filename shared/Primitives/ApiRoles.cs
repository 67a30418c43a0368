namespace Attestry.Primitives;

/// <summary>The roles that an API key may carry.</summary>
public static class ApiRoles
{
    /// <summary>May hand in pushes and evidence.</summary>
    public const string Ingest = "ingest";

    /// <summary>May ask for the status of what it is about to run.</summary>
    public const string Runtime = "runtime";

    /// <summary>May read everything: attestations, evidence, reports.</summary>
    public const string Auditor = "auditor";

    /// <summary>A measured host.</summary>
    public const string Agent = "agent";

    /// <summary>May do everything, and alone may change settings.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Ingest, Runtime, Auditor, Agent, Admin];
}
