namespace Attestry.Primitives.Limits;

/// <summary>How much of an allow-list is read. An operator's own file, so the bounds guard against the wrong file rather than a hostile one.</summary>
public static class AllowListLimits
{
    /// <summary>Policies of whole distributions that Keylime's tools make have some tens of MiB.</summary>
    public const int Bytes = 256 * 1024 * 1024;

    /// <summary>Files of a host: a large installation has some hundred thousand.</summary>
    public const int Files = 2_000_000;

    /// <summary>Each pattern is tried on each unknown path.</summary>
    public const int Excludes = 1000;
}
