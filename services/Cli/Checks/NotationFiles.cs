using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Notation;

namespace Attestry.Cli.Checks;

/// <summary>Notation's trust policy and trust stores, as <c>notation</c> keeps them on disk.</summary>
internal static class NotationFiles
{
    /// <param name="policy">A <c>trustpolicy.json</c>.</param>
    /// <param name="folder">Holds <c>x509/ca/NAME</c> and so on.</param>
    internal static NotationTrust Read(string policy, string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "x509")))
            throw new CommandException($"{folder} has no folder x509.", "Give the trust store's folder, for example ~/.config/notation/truststore.");
        var stores = new Dictionary<string, IReadOnlyList<byte[]>>();
        foreach (var (name, path) in Stores(folder))
            stores[name] = [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).SelectMany(Certificates)];
        var (trust, finding) = NotationTrust.Read(SmallFile.Read(policy, NotationLimits.PolicyBytes), stores);
        return trust ?? throw new CommandException($"{policy} cannot be used: {finding!.Message}", "See the specification of Notary Project's trust policy.");
    }

    private static IEnumerable<(string Name, string Path)> Stores(string folder) =>
        from type in NotationStoreFile.Types
        let parent = Path.Combine(folder, "x509", type)
        where Directory.Exists(parent)
        from store in Directory.EnumerateDirectories(parent)
        select ($"{type}:{Path.GetFileName(store)}", store);

    private static IReadOnlyList<byte[]> Certificates(string path)
    {
        try
        {
            return NotationStoreFile.Read(SmallFile.Read(path, NotationLimits.PolicyBytes));
        }
        catch (FormatException e)
        {
            throw new CommandException($"{path} holds no certificates: {e.Message}", "Trust stores hold certificates in PEM or DER.", e);
        }
    }
}
