namespace Attestry.HostAgent.Server;

/// <summary>Which collector, and how it is recognised.</summary>
/// <param name="ApiKey">Of the role <c>agent</c>; null where none is asked for.</param>
/// <param name="CertificateFile">PEM with the authorities that are trusted instead of those of the system; null for these.</param>
internal sealed record ServerSettings(Uri Address, string? ApiKey, string? CertificateFile)
{
    /// <summary>The names of settings, the address and where the key came from, but never the key.</summary>
    public override string ToString() => Address.ToString();
}
