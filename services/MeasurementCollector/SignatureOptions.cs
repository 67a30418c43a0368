using Attestry.Tpm.Ima;

namespace Attestry.MeasurementCollector;

/// <summary>Signatures of measured files (IMA templates <c>ima-sig</c> and its like); see <see cref="ImaSignaturePolicy"/>.</summary>
public sealed record SignatureOptions
{
    /// <summary>Files of the keyring: X.509 certificates (PEM with one or more, DER), or public keys (PEM, DER). Empty: signatures are not judged.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Paths of files that must be signed, with <c>*</c> for any run of characters: <c>/usr/*</c>.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Paths that need not, although <see cref="Required"/> names them.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
