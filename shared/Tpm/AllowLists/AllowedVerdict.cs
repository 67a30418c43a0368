namespace Attestry.Tpm.AllowLists;

/// <summary>What an allow-list says of a measured file.</summary>
public enum AllowedVerdict
{
    /// <summary>It does not know the file.</summary>
    Unknown = 0,

    Allowed,

    /// <summary>It knows the path, with other contents.</summary>
    OtherContent,
}
