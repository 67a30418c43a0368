namespace Attestry.Sigstore.Trust;

/// <summary>How many of the services of a kind are to be used (sigstore_trustroot.proto, ServiceSelector).</summary>
public enum ServiceSelector
{
    None = 0,

    Any,

    All,

    /// <summary>A stated number, each of another operator.</summary>
    Exact,
}
