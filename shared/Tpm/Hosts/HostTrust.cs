using Attestry.Tpm.Ima;
using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Hosts;

/// <summary>Keys and certificates that evidence is held against, beside what the host's own key proves.</summary>
public sealed record HostTrust
{
    /// <summary>Null: reports of confidential machines are not judged.</summary>
    public TeeVerifier? Tee { get; init; }

    /// <summary>The keyring of signed files; null: signatures are not judged.</summary>
    public ImaSignatureVerifier? Signatures { get; init; }
}
