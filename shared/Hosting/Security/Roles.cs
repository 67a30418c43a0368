using Attestry.Primitives;

namespace Attestry.Hosting.Security;

/// <summary>The roles that an API key may carry. Each is also the name of the authorization policy that demands it; see <see cref="ThatMay"/>.</summary>
public static class Roles
{
    /// <summary>May hand in pushes and evidence.</summary>
    public const string Ingest = ApiRoles.Ingest;

    /// <summary>May ask for the status of what it is about to run.</summary>
    public const string Runtime = ApiRoles.Runtime;

    /// <summary>May read everything: attestations, evidence, reports.</summary>
    public const string Auditor = ApiRoles.Auditor;

    /// <summary>A measured host.</summary>
    public const string Agent = ApiRoles.Agent;

    /// <summary>May do everything, and alone may change settings.</summary>
    public const string Admin = ApiRoles.Admin;

    public static readonly IReadOnlyList<string> All = ApiRoles.All;

    /// <summary>The roles that satisfy a demand for <paramref name="role"/>: itself and admin; who may read everything may ask for a status too.</summary>
    public static IReadOnlyList<string> ThatMay(string role) => role == Runtime ? [Runtime, Auditor, Admin] : [role, Admin];
}
