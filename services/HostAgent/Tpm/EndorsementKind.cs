using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tpm;

/// <summary>One of the endorsement keys that TPMs come with (TCG EK Credential Profile 2.5, B.3 the low range, B.4 the high one).</summary>
/// <param name="Name">Of the setting, and of <c>tpm2 createek -G</c>.</param>
/// <param name="Handle">Where the key is kept (TCG TPM v2.0 Provisioning Guidance, 7.8).</param>
/// <param name="CertificateIndex">Of the NV memory.</param>
internal sealed record EndorsementKind(string Name, TpmAlgorithm Type, uint Handle, uint CertificateIndex)
{
    internal static readonly IReadOnlyList<EndorsementKind> All =
    [
        new("rsa", TpmAlgorithm.Rsa, 0x81010001, 0x01C00002),
        new("ecc", TpmAlgorithm.Ecc, 0x81010002, 0x01C0000A),
        new("ecc384", TpmAlgorithm.Ecc, 0x81010016, 0x01C00016),
        new("rsa3072", TpmAlgorithm.Rsa, 0x8101001C, 0x01C0001C),
    ];

    private const uint FirstHighIndex = 0x01C00012;

    /// <summary>Keys of the high range are used by their password, which is empty; those of the low range by a policy alone.</summary>
    internal bool IsHigh => CertificateIndex >= FirstHighIndex;
}
