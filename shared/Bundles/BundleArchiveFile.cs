using System.Globalization;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>A bundle in a file: <c>bundle.tar.gz</c>, as <c>opa build</c> writes it.</summary>
public sealed class BundleArchiveFile(string path, BundleReading reading) : IBundleSource
{
    public string Name => path;

    public async Task<SeenBundle?> ReadAsync(string? lastSeen, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new BundleException(BundleFindings.NotFound, "There is no such file. Check the path.", path);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16, useAsync: true);
        // Of the opened file: another one may take its name meanwhile.
        var mark = string.Create(CultureInfo.InvariantCulture, $"{file.Length} {File.GetLastWriteTimeUtc(file.SafeFileHandle).Ticks}");
        return mark == lastSeen ? null : new(await BundleReader.ReadArchiveAsync(file, reading, cancellation), mark);
    }
}
