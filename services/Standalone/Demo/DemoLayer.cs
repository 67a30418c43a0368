using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Attestry.Primitives;

namespace Attestry.Standalone.Demo;

/// <summary>A gzipped layer in memory, the same bytes for the same files.</summary>
internal sealed record DemoLayer(byte[] Gzip, Digest DiffId)
{
    internal Digest Digest { get; } = Digest.Sha256(Gzip);

    /// <param name="files">Path in the image and content.</param>
    internal static DemoLayer Pack(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using var hash = SHA256.Create();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var hashed = new CryptoStream(gzip, hash, CryptoStreamMode.Write))
        using (var tar = new TarWriter(hashed, TarEntryFormat.Pax))
        {
            foreach (var (path, content) in files)
            {
                using var data = new MemoryStream(content);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = data,
                    Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }
        return new(packed.ToArray(), Digest.FromHash(HashAlgorithmName.SHA256, hash.Hash));
    }
}
