using System.Security.Cryptography;
using Attestry.Primitives;

namespace Attestry.Cli.Checks;

/// <summary>The digests of what a signature should be about.</summary>
internal static class ArtifactDigests
{
    private static readonly HashAlgorithmName[] Algorithms = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];

    /// <param name="fileOrDigest">A path, or <c>sha256:</c> and 64 hex digits that are not one.</param>
    internal static IReadOnlyList<Digest> Of(string fileOrDigest)
    {
        if (fileOrDigest.StartsWith("sha256:", StringComparison.Ordinal) && !File.Exists(fileOrDigest) && Digest.TryParse(fileOrDigest, out var digest))
            return [digest];
        var hashes = Algorithms.Select(IncrementalHash.CreateHash).ToList();
        try
        {
            using var file = File.OpenRead(fileOrDigest);
            var buffer = new byte[128 * 1024];
            int read;
            while ((read = file.Read(buffer)) > 0)
            {
                foreach (var hash in hashes)
                    hash.AppendData(buffer, 0, read);
            }
            return [.. hashes.Select(hash => Digest.FromHash(hash.AlgorithmName, hash.GetHashAndReset()))];
        }
        finally
        {
            hashes.ForEach(hash => hash.Dispose());
        }
    }
}
