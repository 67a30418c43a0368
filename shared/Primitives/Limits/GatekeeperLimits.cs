namespace Attestry.Primitives.Limits;

/// <summary>How much is read of templates, constraints and requests.</summary>
public static class GatekeeperLimits
{
    /// <summary>Of one file of manifests, in characters: etcd takes objects of 1.5 MB, and the whole public library has less than two.</summary>
    public const int ManifestCharacters = 8 << 20;

    /// <summary>Documents of one file: a cluster's whole inventory in one file is for other tools.</summary>
    public const int Documents = 10_000;

    /// <summary>Templates and constraints together; clusters have some hundreds.</summary>
    public const int Policies = 10_000;

    /// <summary>Violations that one constraint may report; people read the first.</summary>
    public const int Violations = 1_000;

    /// <summary>Characters of one violation's message; API servers cut answers at some kilobytes.</summary>
    public const int MessageCharacters = 8 << 10;

    /// <summary>Complaints about one constraint's parameters.</summary>
    public const int ParameterFaults = 20;
}
