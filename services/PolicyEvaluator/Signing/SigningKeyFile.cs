using System.Text;
using Attestry.Hosting.Options;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Keys;

namespace Attestry.PolicyEvaluator.Signing;

/// <summary>The service's private key: from the environment, else from a file that only its owner can read.</summary>
internal static class SigningKeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="OptionsException">The setting holds no key, or the file is open to others or holds none.</exception>
    internal static SigningKey Load(SigningOptions options) =>
        string.IsNullOrEmpty(options.Key) ? LoadOrCreate(options.KeyFile) : Parse(options.Key, "Signing:Key");

    private static SigningKey LoadOrCreate(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Create(path, SigningKey.GenerateEcdsaP256());
            return Read(path);
        }
    }

    private static SigningKey Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        // Of the open file, so that it is the file that is read.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~Owner) != 0)
            throw new OptionsException($"Setting 'Signing:KeyFile': others than its owner can open '{path}'. Make a new key if they may have, else run chmod 600 on it.");
        if (file.Length > SignatureLimits.PemCharacters)
            throw new OptionsException($"Setting 'Signing:KeyFile': '{path}' has {file.Length} bytes and is no key.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return Parse(reader.ReadToEnd(), "Signing:KeyFile");
    }

    private static SigningKey Parse(string pem, string setting)
    {
        try
        {
            return SigningKey.FromPem(pem);
        }
        catch (FormatException e)
        {
            throw new OptionsException($"Setting '{setting}': {e.Message}", e);
        }
    }

    // Whole or not at all, and never over another's: of several processes that start at once, the first one's key stays.
    private static void Create(string path, SigningKey key)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}");
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = Owner;
        try
        {
            using (var file = new FileStream(temporary, creation))
            {
                file.Write(Encoding.ASCII.GetBytes(key.ToPem() + "\n"));
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
