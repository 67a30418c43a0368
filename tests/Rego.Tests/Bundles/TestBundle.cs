using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;

namespace Attestry.Rego.Tests.Bundles;

/// <summary>Bundles for tests, as files and as archives.</summary>
internal static class TestBundle
{
    internal static readonly (string, string)[] Small =
    [
        (".manifest", """{"revision":"r1","roots":["app","roles"],"metadata":{"owner":"a"}}"""),
        ("app/policy.rego", "package app\n\nallow if data.roles.admins[input.user]\n"),
        ("roles/data.json", """{"admins": {"ann": true}}"""),
    ];

    internal static PolicyBundle Read(params (string Path, string Content)[] files) => Read(BundleReading.Default, files);

    internal static PolicyBundle Read(BundleReading reading, params (string Path, string Content)[] files) => BundleReader.Read(Files(files), reading);

    internal static IReadOnlyList<Finding> Problems(params (string Path, string Content)[] files) => Problems(BundleReading.Default, files);

    internal static IReadOnlyList<Finding> Problems(BundleReading reading, params (string Path, string Content)[] files) =>
        Should.Throw<BundleException>(() => Read(reading, files)).Findings;

    internal static async Task<IReadOnlyList<Finding>> ArchiveProblemsAsync(byte[] archive, BundleReading? reading = null)
    {
        using var stream = new MemoryStream(archive);
        return (await Should.ThrowAsync<BundleException>(() => BundleReader.ReadArchiveAsync(stream, reading ?? BundleReading.Default, default))).Findings;
    }

    internal static async Task<PolicyBundle> ReadArchiveAsync(byte[] archive, BundleReading? reading = null)
    {
        using var stream = new MemoryStream(archive);
        return await BundleReader.ReadArchiveAsync(stream, reading ?? BundleReading.Default, default);
    }

    internal static byte[] Archive(params (string Path, string Content)[] files) => Archive(TarEntryFormat.Ustar, files);

    internal static byte[] Archive(TarEntryFormat format, params (string Path, string Content)[] files) => Gzip(Tar(format, files));

    internal static byte[] Tar(TarEntryFormat format, params (string Path, string Content)[] files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, format, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, path),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                writer.WriteEntry(entry);
            }
        }
        return tar.ToArray();
    }

    internal static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }

    /// <summary>A compact token over a list of files, as <c>opa sign</c> writes it.</summary>
    internal static string Signed(string payload, string algorithm, string keyId, Func<byte[], byte[]> sign)
    {
        var text = $"{Url(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}"""))}.{Url(Encoding.UTF8.GetBytes(payload))}";
        return $$"""{"signatures":["{{text}}.{{Url(sign(Encoding.ASCII.GetBytes(text)))}}"]}""";
    }

    internal static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static IEnumerable<BundleFile> Files((string Path, string Content)[] files) => files.Select(file => new BundleFile(file.Path, Encoding.UTF8.GetBytes(file.Content)));

    private static string Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
