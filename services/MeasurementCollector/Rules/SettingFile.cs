using Attestry.Hosting.Options;
using Attestry.Tpm.Endorsement;
using System.Security.Cryptography.X509Certificates;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>Files that settings name, read at start.</summary>
internal static class SettingFile
{
    /// <exception cref="OptionsException">It cannot be read, or is too large.</exception>
    public static byte[] Read(string path, string setting, int mostBytes)
    {
        try
        {
            return new FileInfo(path).Length <= mostBytes ? File.ReadAllBytes(path) : throw new IOException($"'{path}' has more than {mostBytes} bytes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsException($"Setting '{setting}': {e.Message}", e);
        }
    }

    /// <exception cref="OptionsException">One cannot be read, or holds none.</exception>
    public static List<X509Certificate2> Certificates(IReadOnlyList<string> paths, string setting) =>
    [
        .. paths.SelectMany(path => CertificateFile.Read(Read(path, setting, Primitives.Limits.TpmLimits.CertificateBytes))
            ?? throw new OptionsException($"Setting '{setting}': '{path}' holds no certificates.")),
    ];
}
