using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>Is evidence within the limits of one host? JSON leaves out what it likes, so nothing is taken to be there.</summary>
internal static class EvidenceShape
{
    /// <returns>What is wrong and with which status; null when nothing is.</returns>
    public static (int Status, string Detail)? Wrong(HostEvidence evidence)
    {
        if (evidence.Pcrs is null || evidence.Images is null || evidence.Executables is null
            || evidence.Pcrs.Any(one => one is null) || evidence.Images.Any(one => one?.ContainerId is null)
            || evidence.Executables.Any(one => one?.Segments is null || one.File is null || one.ContainerId is null || one.Path is null || one.Segments.Any(segment => segment is null)))
            return (StatusCodes.Status400BadRequest, "A list is missing, or holds nothing where something must be.");
        if (evidence.Quote.Length > TpmLimits.StructureBytes || evidence.Signature.Length > TpmLimits.StructureBytes || evidence.Pcrs.Count > HostLimits.PcrValues
            || evidence.Pcrs.Any(one => one.Bank is null or { Length: > 16 } || one.Value.Length > 64))
            return TooMuch("The quote or its PCR values are too large.");
        if (evidence.Ima?.Entries.Length > HostLimits.ImaBytes)
            return TooMuch($"The part of the measurement list has more than {HostLimits.ImaBytes} bytes.");
        if (evidence.BootLog?.Length > TpmLimits.BootLogBytes)
            return TooMuch($"The boot log has more than {TpmLimits.BootLogBytes} bytes.");
        if (evidence.Tee is { } tee && (tee.Report.Length > TpmLimits.TdxQuoteBytes || tee.Certificates?.Length > TpmLimits.TeeCertificateTableBytes))
            return TooMuch("The report of the confidential machine, or the certificates beside it, are too large.");
        if (evidence.Images.Count > HostLimits.Images || evidence.Executables.Count > HostLimits.Executables || evidence.Executables.Any(one => one.Segments.Count > HostLimits.Segments))
            return TooMuch("Too many containers, executables or segments.");
        if (evidence.Images.Any(one => !Digest.TryParse(one.Image, out _) || one.ContainerId.Length > HostLimits.FactCharacters || one.Reference?.Length > HostLimits.PathCharacters)
            || evidence.Executables.Any(one => !Digest.TryParse(one.File, out _) || one.Path.Length > HostLimits.PathCharacters))
            return (StatusCodes.Status400BadRequest, "A digest is none, or a name is too long.");
        if (evidence.Ima is { Offset: < 0 })
            return (StatusCodes.Status400BadRequest, "A list cannot begin before its begin.");
        return evidence.Ima is { More: true, Entries.IsEmpty: true } ? (StatusCodes.Status400BadRequest, "A part of a list holds at least one entry.") : null;
    }

    private static (int, string)? TooMuch(string detail) => (StatusCodes.Status413PayloadTooLarge, detail);
}
