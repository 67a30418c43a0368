using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>Makes the verifier of confidential machines' reports out of the vendors' roots and the operator's files.</summary>
internal static class TeeVendors
{
    private const string Section = "Collector:TeeVendors";

    /// <exception cref="Hosting.Options.OptionsException">A file cannot be read, or is not the vendor's.</exception>
    public static TeeVerifier Open(TeeVendorOptions options, TimeProvider time)
    {
        var amd = options.AmdCertificates.Count > 0 ? SettingFile.Certificates(options.AmdCertificates, $"{Section}:{nameof(options.AmdCertificates)}") : VendorRoots.Amd();
        var intel = options.IntelRoots.Count > 0 ? SettingFile.Certificates(options.IntelRoots, $"{Section}:{nameof(options.IntelRoots)}") : VendorRoots.Intel();
        var collateral = options.Collateral.Count > 0 ? new CollateralFiles(options.Collateral, intel, time) : null;
        return new(
            new SnpVerifier(amd, time), new TdxVerifier(intel, time),
            SettingFile.Certificates(options.ChipCertificates, $"{Section}:{nameof(options.ChipCertificates)}"), () => collateral?.Current());
    }
}
