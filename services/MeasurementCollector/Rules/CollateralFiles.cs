using System.Security.Cryptography.X509Certificates;
using Attestry.Hosting.Options;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Tee;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>
/// Intel's collateral, read again when a file of it changed: it is renewed every month, and no restart should be needed. Files that
/// are being written, or are wrong, leave what was read before in force, whose expiry tells in time.
/// </summary>
internal sealed class CollateralFiles
{
    private const string Setting = "Collector:TeeVendors:Collateral";

    private readonly IReadOnlyList<string> _paths;
    private readonly IReadOnlyList<X509Certificate2> _roots;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private string _stamp;
    private TdxCollateral _current;

    /// <exception cref="OptionsException">A file cannot be read, or is not Intel's.</exception>
    public CollateralFiles(IReadOnlyList<string> paths, IReadOnlyList<X509Certificate2> roots, TimeProvider time)
    {
        (_paths, _roots, _time) = (paths, roots, time);
        (_stamp, _current) = (Stamp(), Read());
    }

    public TdxCollateral Current()
    {
        lock (_lock)
        {
            if (Stamp() is var stamp && stamp != _stamp)
                try
                {
                    (_current, _stamp) = (Read(), stamp);
                }
                catch (OptionsException)
                {
                    _stamp = stamp;
                }
            return _current;
        }
    }

    private string Stamp() => string.Join('|', _paths.Select(path => File.GetLastWriteTimeUtc(path).Ticks));

    private TdxCollateral Read()
    {
        var (collateral, finding) = TdxCollateral.Read(
            [.. _paths.Select(path => (ReadOnlyMemory<byte>)SettingFile.Read(path, Setting, TpmLimits.RevocationListBytes))], _roots, _time.GetUtcNow());
        return collateral ?? throw new OptionsException($"Setting '{Setting}': {finding!.Message}");
    }
}
